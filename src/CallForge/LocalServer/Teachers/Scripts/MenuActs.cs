using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics about what a restaurant serves.</summary>
internal static class MenuActs
{
    public static void View(Scene scene) => Browse(scene);

    public static void Price(Scene scene)
    {
        var restaurant = Reach(scene);
        var menu = scene.Pick(restaurant.Menus);
        scene.Customer("ask-price", ("name", restaurant.Name), ("menu", menu.Name));
        scene.Functions.GetRestaurantDetail(restaurant);
        scene.Agent("tell-price", ("name", restaurant.Name), ("menu", menu.Name), ("price", Numerals.Won(menu.Price)));
        if (!menu.IsAvailable) scene.Agent("but-sold-out");
    }

    public static void Availability(Scene scene)
    {
        var restaurant = Reach(scene);
        var menu = scene.Pick(restaurant.Menus);
        scene.Customer("ask-available", ("name", restaurant.Name), ("menu", menu.Name));
        scene.Functions.GetRestaurantDetail(restaurant);
        TellAvailability(scene, restaurant, menu);
    }

    public static void AtTime(Scene scene)
    {
        var restaurant = Reach(scene, mayBeClosed: true);
        var moment = scene.World.Clock.Later();
        scene.Customer("ask-at-time", ("name", restaurant.Name), ("moment", moment.Text));
        TellAtTime(scene, restaurant, moment);
    }

    public static void TellAtTime(Scene scene, Restaurant restaurant, Moment moment)
    {
        scene.Functions.GetRestaurantDetail(restaurant, moment);
        scene.Agent(
            restaurant.IsOpenAt(moment, scene.World.Clock.Hour) ? "tell-at-time" : "tell-closed-at-time",
            ("name", restaurant.Name),
            ("moment", moment.Text),
            ("list", string.Join(", ", restaurant.Available.Select(menu => $"{menu.Name}({Numerals.Won(menu.Price)})"))));
    }

    public static void SoldOut(Scene scene)
    {
        CartBefore.LeaveClosed(scene);
        var restaurant = Reach(scene);
        // What is in the cart is not the thing that ran out, and nobody comes for a drink alone.
        var others = restaurant.Menus.Where(one => !CartSteps.IsInCart(scene, one)).DefaultIfEmpty(restaurant.Menus[^1]).ToList();
        var dishes = others.Where(one => one.Price >= 6500 || restaurant.Menus.Take(2).Contains(one)).ToList();
        var menu = scene.Pick(dishes.Count > 0 ? dishes : others);
        if (menu.IsAvailable) menu = restaurant.SellOut(menu);
        var quantity = 1 + scene.Random.Next(2);
        scene.Customer("order-at", ("name", restaurant.Name), ("menu", menu.Name), ("qty", Numerals.Count(quantity, menu.Counter)));
        scene.Functions.GetRestaurantDetail(restaurant);
        var other = restaurant.Available.First();
        var price = Numerals.Won(other.Price);
        scene.Agent("sold-out", ("menu", menu.Name), ("name", restaurant.Name), ("other", other.Name), ("price", price));
        if (scene.Chance(55)) CartSteps.Add(scene, restaurant, other, quantity, "take-other");
        else
        {
            scene.Customer("decline-other");
            scene.Agent("accept-decline");
        }
    }

    public static void CompareMenus(Scene scene)
    {
        SearchSteps.Find(scene, SearchSteps.Dish(scene));
        // Two of one kind have dishes in common; a search by word may find others too.
        var pair = scene.Results.GroupBy(restaurant => restaurant.Kind).First(kind => kind.Count() > 1).ToList();
        var (first, second) = (pair[0], pair[1]);
        scene.Customer("ask-compare", ("first", first.Name), ("second", second.Name));
        void Read() => (_, _) = (scene.Functions.GetRestaurantDetail(first), scene.Functions.GetRestaurantDetail(second));
        if (scene.Chance(75)) scene.Functions.Together(Read);
        else Read();
        var menu = first.Menus.First(one => second.Menus.Any(other => other.Name == one.Name));
        var same = second.Menus.First(other => other.Name == menu.Name);
        var verdict = menu.Price == same.Price ? "compare-equal" : "compare-differs";
        scene.Agent(
            verdict,
            ("menu", menu.Name),
            ("first", first.Name),
            ("second", second.Name),
            ("first-price", Numerals.Won(menu.Price)),
            ("second-price", Numerals.Won(same.Price)),
            ("cheaper", menu.Price < same.Price ? first.Name : second.Name));
    }

    public static void RefineThenMenu(Scene scene)
    {
        var filter = SearchSteps.Any(scene);
        SearchSteps.Find(scene, filter);
        SearchActs.Narrow(scene, filter);
        MenuSteps.Choose(scene);
    }

    public static void TellAvailability(Scene scene, Restaurant restaurant, MenuItem menu)
    {
        var isOpen = restaurant.IsOpen ? "" : "closed-";
        var state = menu.IsAvailable ? "available" : "unavailable";
        scene.Agent($"tell-{isOpen}{state}", ("name", restaurant.Name), ("menu", menu.Name), ("price", Numerals.Won(menu.Price)));
    }

    private static void Browse(Scene scene)
    {
        if (scene.Chance(35))
        {
            MenuSteps.EnterByName(scene, MenuSteps.AnyOpen(scene), "ask-shop-menu");
            return;
        }

        SearchSteps.Find(scene, SearchSteps.Dish(scene));
        MenuSteps.Choose(scene);
    }

    // The customer knows where to go, by a search or by name.
    private static Restaurant Reach(Scene scene, bool mayBeClosed = false)
    {
        var cart = scene.World.Cart;
        if (cart is not { Items.Count: > 0 } && scene.Chance(50))
        {
            SearchSteps.Find(scene, SearchSteps.Dish(scene));
            return scene.Pick(scene.Results.Where(restaurant => mayBeClosed || restaurant.IsOpen).ToList());
        }

        var closed = scene.World.Neighbourhood.Restaurants.Where(one => !one.IsOpen && !one.IsGone && !one.IsKnown).ToList();
        var restaurant = cart is { Items.Count: > 0 } ? cart.Restaurant
            : mayBeClosed && closed.Count > 0 && scene.Chance(40) ? scene.Pick(closed)
            : MenuSteps.AnyOpen(scene);
        scene.Customer("ask-find-shop", ("name", restaurant.Name));
        SearchSteps.Show(scene, new SearchFilter(Query: restaurant.Name));
        return restaurant;
    }
}
