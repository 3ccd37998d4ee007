using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>What scripts that look for restaurants have in common.</summary>
internal static class SearchSteps
{
    private static readonly int[] Ratings = [38, 40, 42, 43, 44, 45, 46, 47, 48];

    /// <summary>The customer asks, the agent searches and tells what it found.</summary>
    public static IReadOnlyList<Restaurant> Find(Scene scene, SearchFilter filter, string ask = "ask-search")
    {
        scene.Customer(ask, SearchWords.Of(scene, filter));
        return Show(scene, filter);
    }

    /// <summary>The customer says only what is new; the agent searches for all of it.</summary>
    public static IReadOnlyList<Restaurant> Find(Scene scene, SearchFilter said, SearchFilter meant, string ask)
    {
        scene.Customer(ask, SearchWords.Of(scene, said));
        return Show(scene, meant);
    }

    public static IReadOnlyList<Restaurant> Show(Scene scene, SearchFilter filter)
    {
        scene.Searched.Add(filter);
        var found = scene.Results = scene.Functions.SearchRestaurants(filter);
        var about = SearchWords.Echo(scene, filter);
        if (found.Count == 0)
        {
            scene.Agent("found-nothing", ("about", about));
            return found;
        }

        Present(scene, filter, about);
        return found;
    }

    public static SearchFilter Dish(Scene scene) => new(Query: scene.Dish());

    /// <summary>A dish or a category.</summary>
    public static SearchFilter Any(Scene scene) => scene.Chance(65) ? Dish(scene) : new SearchFilter(Category: scene.Category());

    /// <summary>A dish that at least two open restaurants serve, if there is one.</summary>
    public static SearchFilter DishWithChoice(Scene scene)
    {
        var kinds = scene.World.Neighbourhood.Replaceable.Select(restaurant => restaurant.Kind).Distinct().ToList();
        return kinds.Count == 0 ? Dish(scene) : new SearchFilter(Query: scene.Pick(kinds).Words[0]);
    }

    /// <summary>Another way to look for restaurants of a kind than those taken before.</summary>
    public static SearchFilter Another(Scene scene, RestaurantKind kind)
    {
        var category = new SearchFilter(Category: kind.Category);
        var ways = kind.Words.Select(word => new SearchFilter(Query: word)).Append(category).Append(category with { Sort = "rating" });
        return ways.FirstOrDefault(way => !scene.Searched.Contains(way)) ?? category with { Sort = "delivery_fee" };
    }

    /// <summary>Adds a rating that at least one open restaurant reaches.</summary>
    public static SearchFilter WithRating(Scene scene, SearchFilter filter)
    {
        var best = scene.World.Neighbourhood.Search(filter with { OnlyOpen = true, Sort = "rating" })[0].Rating;
        var within = Ratings.Where(rating => rating <= best && rating != filter.MinRating).ToList();
        return filter with { MinRating = within.Count == 0 ? 35 : scene.Pick(within) };
    }

    public static SearchFilter WithSort(Scene scene, SearchFilter filter) =>
        filter with { Sort = scene.Random.Next(20) switch { < 10 => "rating", < 17 => "delivery_fee", _ => "relevance" } };

    private static void Present(Scene scene, SearchFilter filter, string about)
    {
        var found = scene.Results;
        var list = Listing.Restaurants(scene, found);
        if (found.Count == 1)
        {
            scene.Agent("found-one", ("about", about), ("list", list), ("name", found[0].Name));
            return;
        }

        var order = filter.Sort switch { "rating" => "평점 높은 순으로", "delivery_fee" => "배달비 낮은 순으로", "relevance" => "관련도순으로", _ => "" };
        scene.Agent("found", ("about", about), ("list", list), ("count", $"{found.Count}곳"), ("order", order));
        if (scene.Chance(65)) scene.Agent("which-restaurant");
    }
}
