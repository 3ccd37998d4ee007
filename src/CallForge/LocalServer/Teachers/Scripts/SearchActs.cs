using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics that are a search and nothing more.</summary>
internal static class SearchActs
{
    public static void ByDish(Scene scene) => SearchSteps.Find(scene, SearchSteps.Dish(scene));

    public static void ByBrand(Scene scene)
    {
        var restaurant = scene.Pick(scene.World.Neighbourhood.Restaurants);
        scene.Customer("ask-brand", ("name", restaurant.Brand));
        SearchSteps.Show(scene, new SearchFilter(Query: restaurant.Brand));
    }

    public static void ByCategory(Scene scene) => SearchSteps.Find(scene, new SearchFilter(Category: scene.Category()));

    public static void OpenNow(Scene scene) => SearchSteps.Find(scene, SearchSteps.Dish(scene) with { OnlyOpen = true });

    public static void MinRating(Scene scene) => SearchSteps.Find(scene, SearchSteps.WithRating(scene, SearchSteps.Any(scene)));

    public static void SortRating(Scene scene) => SearchSteps.Find(scene, SearchSteps.Any(scene) with { Sort = "rating" });

    public static void SortDeliveryFee(Scene scene) => SearchSteps.Find(scene, SearchSteps.Any(scene) with { Sort = "delivery_fee" });

    public static void SortRelevance(Scene scene) => SearchSteps.Find(scene, SearchSteps.Any(scene) with { Sort = "relevance" });

    /// <summary>Two searches that do not need each other, mostly made together.</summary>
    public static void TwoDishes(Scene scene)
    {
        var (first, second) = (SearchSteps.Dish(scene), SearchSteps.Dish(scene));
        IReadOnlyList<Restaurant> found = [], found2 = [];
        scene.Customer("ask-two-dishes", ("dish", first.Query!), ("dish2", second.Query!));
        void Search() => (found, found2) = (scene.Functions.SearchRestaurants(first), scene.Functions.SearchRestaurants(second));
        if (scene.Chance(75)) scene.Functions.Together(Search);
        else Search();
        scene.Results = found;
        scene.Agent(
            "found-two",
            ("dish", first.Query!), ("list", Listing.Restaurants(scene, found)), ("count", $"{found.Count}곳"),
            ("dish2", second.Query!), ("list2", Listing.Restaurants(scene, found2)), ("count2", $"{found2.Count}곳"));
    }

    /// <summary>Nobody serves it, so the customer takes another dish.</summary>
    public static void NothingThenOther(Scene scene)
    {
        SearchSteps.Find(scene, new SearchFilter(Query: scene.Pick(scene.World.Neighbourhood.MissingDishes.ToList())));
        SearchSteps.Find(scene, SearchSteps.Dish(scene), "ask-search-instead");
    }

    public static void CombinedFilters(Scene scene)
    {
        var filter = SearchSteps.Any(scene);
        var leaveOut = scene.Random.Next(4);
        if (leaveOut != 0) filter = filter with { OnlyOpen = true };
        if (leaveOut != 1) filter = SearchSteps.WithRating(scene, filter);
        if (leaveOut != 2) filter = SearchSteps.WithSort(scene, filter);
        SearchSteps.Find(scene, filter);
    }

    public static void Refine(Scene scene)
    {
        var filter = SearchSteps.Any(scene);
        if (scene.Chance(30)) filter = filter with { Sort = "rating" };
        SearchSteps.Find(scene, filter);
        Narrow(scene, filter);
    }

    public static void NoResult(Scene scene)
    {
        var missing = scene.World.Neighbourhood.MissingDishes.ToList();
        SearchSteps.Find(scene, new SearchFilter(Query: scene.Pick(missing)));
        scene.Customer("accept-nothing");
        scene.Agent("offer-anything");
    }

    public static void Recommend(Scene scene) => SearchSteps.Find(scene, SearchSteps.Any(scene), "ask-recommend");

    public static void Closed(Scene scene)
    {
        var restaurant = scene.Pick(scene.World.Neighbourhood.Replaceable.Where(one => !one.IsKnown).ToList());
        restaurant.Close();
        scene.Customer("ask-order-from", ("name", restaurant.Name));
        scene.Results = scene.Functions.SearchRestaurants(new SearchFilter(Query: restaurant.Name));
        scene.Agent("is-closed", ("name", restaurant.Name));
        var similar = new SearchFilter(Query: restaurant.Kind.Words[0], OnlyOpen: true);
        if (scene.Chance(50)) SearchSteps.Find(scene, similar, "ask-open-instead");
        else
        {
            scene.Customer("accept-closed");
            scene.Agent("offer-later");
        }
    }

    /// <summary>One more condition on the search before; the earlier ones still hold.</summary>
    public static SearchFilter Narrow(Scene scene, SearchFilter filter)
    {
        var narrowed = scene.Random.Next(3) switch
        {
            0 => filter with { OnlyOpen = true },
            1 => SearchSteps.WithRating(scene, filter),
            _ => filter with { Sort = filter.Sort == "rating" ? "delivery_fee" : "rating" },
        };
        // What is said is what is new.
        var added = narrowed with { Sort = narrowed.Sort == filter.Sort ? null : narrowed.Sort };
        var ask = narrowed.OnlyOpen ? "refine-open" : narrowed.MinRating is not null ? "refine-rating" : "refine-sort";
        SearchSteps.Find(scene, added, narrowed, ask);
        return narrowed;
    }
}
