using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Customers who mistype, change their mind or do not know yet while they look for something: the last intent counts.</summary>
internal static class CorrectionActs
{
    public static void ChangeDish(Scene scene)
    {
        var first = SearchSteps.Dish(scene);
        SearchSteps.Find(scene, first);
        Switch(scene, first.Query!, "switch-dish");
    }

    public static void SameSentence(Scene scene) => Switch(scene, scene.Dish(), "switch-in-sentence");

    public static void TypoDish(Scene scene)
    {
        var here = scene.World.Neighbourhood.Kinds;
        var typo = scene.Pick(scene.World.Data.Typos.Where(typo => here.Any(kind => kind.Words.Contains(typo.Meant))).ToList());
        ReadTypo(scene, "ask-with-typo", typo, new SearchFilter(Query: typo.Meant));
    }

    public static void TypoCategory(Scene scene)
    {
        var here = scene.World.Neighbourhood.Kinds;
        var typo = scene.Pick(scene.World.Data.CategoryTypos.Where(typo => here.Any(kind => kind.Category == typo.Meant)).ToList());
        ReadTypo(scene, "ask-category-with-typo", typo, new SearchFilter(Category: typo.Meant));
    }

    public static void DropFilter(Scene scene)
    {
        var filter = SearchSteps.WithRating(scene, SearchSteps.Any(scene));
        if (scene.Chance(50)) filter = filter with { OnlyOpen = true };
        SearchSteps.Find(scene, filter);
        scene.Customer("drop-rating");
        SearchSteps.Show(scene, filter with { MinRating = null });
    }

    public static void ChangeRating(Scene scene)
    {
        var filter = SearchSteps.WithRating(scene, SearchSteps.Any(scene));
        SearchSteps.Find(scene, filter);
        SearchSteps.Find(scene, SearchSteps.WithRating(scene, filter), "change-rating");
    }

    public static void ChangeSort(Scene scene)
    {
        var filter = SearchSteps.WithSort(scene, SearchSteps.Any(scene));
        SearchSteps.Find(scene, filter);
        SearchSteps.Find(scene, filter with { Sort = filter.Sort == "delivery_fee" ? "rating" : "delivery_fee" }, "refine-sort");
    }

    public static void NarrowThenUndo(Scene scene)
    {
        var filter = SearchSteps.Any(scene);
        SearchSteps.Find(scene, filter);
        SearchActs.Narrow(scene, filter);
        scene.Customer("undo-narrowing");
        SearchSteps.Show(scene, filter);
    }

    /// <summary>The wrong one of the results, then another.</summary>
    public static void OtherOfResults(Scene scene)
    {
        SearchSteps.Find(scene, SearchSteps.DishWithChoice(scene));
        var first = MenuSteps.Choose(scene);
        var others = scene.Results.Where(one => one != first).ToList();
        var other = scene.Pick(others.Where(one => one.IsOpen).DefaultIfEmpty(others[0]).ToList());
        scene.Customer("switch-restaurant", ("name", other.Name), ("from", first.Name));
        MenuSteps.Show(scene, other);
    }

    public static void Vague(Scene scene)
    {
        scene.Customer("ask-food-vaguely");
        scene.Agent("ask-what-food");
        scene.Customer("still-vague");
        scene.Agent("suggest-foods", ("first", scene.Dish()), ("second", scene.Dish()));
        SearchSteps.Find(scene, SearchSteps.Any(scene), "answer-food");
    }

    // A new dish is a new search: nothing of the one before is carried over.
    private static void Switch(Scene scene, string from, string ask)
    {
        var filter = SearchSteps.Dish(scene);
        scene.Customer(ask, ("from", from), ("dish", filter.Query!));
        SearchSteps.Show(scene, filter);
    }

    private static void ReadTypo(Scene scene, string ask, Typo typo, SearchFilter meant)
    {
        scene.Customer(ask, ("dish", typo.Written));
        scene.Agent("understood-typo", ("dish", typo.Meant));
        var found = scene.Results = scene.Functions.SearchRestaurants(meant);
        scene.Agent(
            "found-after-typo",
            ("about", SearchWords.Echo(scene, meant)), ("list", Listing.Restaurants(scene, found)), ("count", $"{found.Count}곳"));
    }
}
