namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>
/// One function at a time, for topics of an edited pack that no script knows and for functions a script left out.
/// </summary>
internal static class GenericActs
{
    /// <summary>Acts what is missing for <paramref name="wanted"/> to have been called in order since <paramref name="start"/>.</summary>
    public static void Complete(Scene scene, IReadOnlyList<string> wanted, int start)
    {
        var called = scene.Transcript.Functions;
        var at = start;
        foreach (var function in wanted)
        {
            var found = called.IndexOf(function, Math.Min(at, called.Count));
            if (found < 0)
            {
                Act(scene, function);
                found = called.LastIndexOf(function);
            }

            at = found + 1;
        }
    }

    private static void Act(Scene scene, string function)
    {
        switch (function)
        {
            case "search_restaurants": SearchActs.ByDish(scene); break;
            case "get_restaurant_detail": ReadMenu(scene); break;
            case "list_addresses": AddressActs.List(scene); break;
            case "upsert_address": AddressActs.Add(scene); break;
            case "get_cart": CartActs.View(scene); break;
            case "add_to_cart": AddToCart(scene); break;
            case "update_cart_item": CartActs.UpdateQuantity(scene); break;
            case "remove_cart_items": CartActs.RemoveOne(scene); break;
            case "prepare_checkout": CheckoutActs.Preview(scene); break;
            case "place_order": PlaceOrder(scene); break;
            case "get_order_status": ReadStatus(scene); break;
        }
    }

    private static void ReadMenu(Scene scene)
    {
        if (scene.Results.Any(restaurant => restaurant.IsOpen)) MenuSteps.Choose(scene);
        else MenuActs.View(scene);
    }

    private static void AddToCart(Scene scene)
    {
        var shop = scene.World.Cart is { Items.Count: > 0 } cart ? cart.Restaurant : scene.Results.FirstOrDefault(one => one.IsOpen);
        CartSteps.Order(scene, shop is { HasKnownMenu: true } ? shop : MenuSteps.Enter(scene));
    }

    private static void PlaceOrder(Scene scene)
    {
        if (scene.World.Checkout is null) CheckoutActs.PlaceCart(scene);
        else CheckoutSteps.Pay(scene);
    }

    private static void ReadStatus(Scene scene)
    {
        if (scene.Placed is null) StatusActs.Status(scene);
        else StatusActs.OfPlaced(scene);
    }
}
