using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>How customers get to the menu of a restaurant.</summary>
internal static class MenuSteps
{
    /// <summary>Takes the customer to a restaurant they can order from: that of their cart, if they have one.</summary>
    public static Restaurant Enter(Scene scene)
    {
        CartBefore.LeaveClosed(scene);
        if (scene.World.Cart is { Items.Count: > 0 } cart) return Return(scene, cart.Restaurant);
        if (scene.Chance(35)) return EnterByName(scene, AnyOpen(scene), "ask-shop-menu");
        SearchSteps.Find(scene, SearchSteps.Dish(scene));
        return Choose(scene);
    }

    public static Restaurant EnterByName(Scene scene, Restaurant restaurant, string ask)
    {
        scene.Customer(ask, ("name", restaurant.Name));
        scene.Results = scene.Functions.SearchRestaurants(new SearchFilter(Query: restaurant.Name));
        Show(scene, restaurant);
        return restaurant;
    }

    /// <summary>The customer picks an open one of the restaurants just found and sees its menu.</summary>
    public static Restaurant Choose(Scene scene)
    {
        var restaurant = scene.Pick(scene.Results.Where(one => one.IsOpen).ToList());
        AskMenu(scene, restaurant);
        Show(scene, restaurant);
        return restaurant;
    }

    public static void AskMenu(Scene scene, Restaurant restaurant)
    {
        var index = scene.Results.ToList().IndexOf(restaurant);
        var ask = scene.Results.Count == 1 ? "ask-menu-there" : scene.Chance(40) ? "ask-menu-ordinal" : "ask-menu";
        scene.Customer(ask, ("name", restaurant.Name), ("ordinal", Numerals.Ordinal(index)));
    }

    public static void Show(Scene scene, Restaurant restaurant)
    {
        scene.Functions.GetRestaurantDetail(restaurant);
        scene.Agent("show-menu", ("name", restaurant.Name), ("list", Listing.Menus(scene, restaurant)));
        if (scene.Chance(60)) scene.Agent("which-menu");
    }

    /// <summary>An open restaurant, not spoken of yet if there is one.</summary>
    public static Restaurant AnyOpen(Scene scene)
    {
        var open = Open(scene);
        var unknown = open.Where(restaurant => !restaurant.IsKnown).ToList();
        return scene.Pick(unknown.Count > 0 ? unknown : open);
    }

    public static IReadOnlyList<Restaurant> Open(Scene scene) => [.. scene.World.Neighbourhood.Restaurants.Where(one => one.IsOpen)];

    // Who has something in the cart looks around once more, and stays.
    private static Restaurant Return(Scene scene, Restaurant shop)
    {
        if (!shop.IsKnown) return EnterByName(scene, shop, "ask-cart-shop-menu");
        SearchSteps.Find(scene, SearchSteps.Another(scene, shop.Kind), "ask-look-around");
        scene.Customer("stay-with-shop", ("name", shop.Name));
        Show(scene, shop);
        return shop;
    }
}
