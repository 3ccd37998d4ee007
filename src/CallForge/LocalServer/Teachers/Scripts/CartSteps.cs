using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Putting things into the cart.</summary>
internal static class CartSteps
{
    /// <summary>The customer orders something of a menu they have seen.</summary>
    public static MenuItem Order(Scene scene, Restaurant shop, string ask = "add-item", string? request = null)
    {
        // Requests are written for what the restaurant is known for.
        var main = shop.Menus.Take(2).Where(menu => menu.IsAvailable && !IsInCart(scene, menu)).ToList();
        var menu = request is not null && main.Count > 0 ? scene.Pick(main) : Fresh(scene, shop);
        var mayRunOut = request is null && shop.Available.Count() > 2 && !IsInCart(scene, menu);
        if (mayRunOut && scene.Chance(3)) return OrderSoldOut(scene, shop, menu);
        Add(scene, shop, menu, Quantity(scene, shop, menu), ask, request);
        return menu;
    }

    /// <summary>It runs out between the menu and the order, so the customer takes another.</summary>
    public static MenuItem OrderSoldOut(Scene scene, Restaurant shop, MenuItem menu)
    {
        AddInVain(scene, shop, shop.SellOut(menu));
        var other = Fresh(scene, shop);
        scene.Agent("add-failed-sold-out", ("menu", menu.Name), ("other", other.Name), ("price", Numerals.Won(other.Price)));
        Add(scene, shop, other, Quantity(scene, shop, other), "take-other");
        return other;
    }

    public static void Add(Scene scene, Restaurant shop, MenuItem menu, int quantity, string ask, string? request = null)
    {
        var spoken = Numerals.Count(quantity, menu.Counter);
        scene.Customer(ask, ("menu", menu.Name), ("qty", spoken), ("name", shop.Name), ("request", request ?? ""));
        scene.Functions.AddToCart(shop, menu, quantity, request);
        TellAdded(scene, $"{menu.Name} {spoken}", request);
    }

    /// <summary>The customer orders what the call will refuse.</summary>
    public static int AddInVain(Scene scene, Restaurant shop, MenuItem menu)
    {
        var quantity = Quantity(scene, shop, menu);
        scene.Customer("add-item", ("menu", menu.Name), ("qty", Numerals.Count(quantity, menu.Counter)));
        scene.Functions.AddToCart(shop, menu, quantity, null);
        return quantity;
    }

    public static void TellAdded(Scene scene, string added, string? request = null)
    {
        var subtotal = Numerals.Won(scene.World.Cart!.Subtotal);
        scene.Agent(request is null ? "added" : "added-with-request", ("added", added), ("subtotal", subtotal), ("request", request ?? ""));
        if (scene.World.Cart.Missing > 0) MinimumSteps.Tell(scene);
        else if (scene.Chance(45)) scene.Agent("anything-for-cart");
    }

    /// <summary>Something available that is not in the cart yet, if there is any.</summary>
    public static MenuItem Fresh(Scene scene, Restaurant shop)
    {
        var fresh = shop.Available.Where(menu => !IsInCart(scene, menu)).ToList();
        // People order a dish first, then whatever goes with it.
        var isFirst = scene.World.Cart is not { Items.Count: > 0 } && scene.Chance(75);
        var fitting = fresh.Where(menu => menu.Price >= (isFirst ? 6500 : 3000)).ToList();
        return scene.Pick(fitting.Count > 0 ? fitting : fresh.Count > 0 ? fresh : shop.Available.ToList());
    }

    public static int Quantity(Scene scene, Restaurant shop, MenuItem menu)
    {
        var quantity = scene.Random.Next(10) switch { < 5 => 1, < 8 => 2, _ => menu.Price < 15000 ? 3 : 1 };
        var total = scene.World.Cart?.Subtotal ?? 0;
        while (total + (menu.Price * quantity) < shop.MinOrderAmount && quantity < 4 && scene.Chance(80)) quantity++;
        return quantity;
    }

    public static bool IsInCart(Scene scene, MenuItem menu) => scene.World.Cart?.Items.Any(item => item.Menu.Id == menu.Id) == true;
}
