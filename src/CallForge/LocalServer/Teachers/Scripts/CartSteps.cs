using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Putting things into the cart, and having one to begin with.</summary>
internal static class CartSteps
{
    /// <summary>Makes sure that the cart has some rows: from before the conversation, or by adding what is missing.</summary>
    public static void Ensure(Scene scene, int rows = 1)
    {
        var world = scene.World;
        if (world.Cart is not { Items.Count: > 0 } && !scene.Functions.CartIsKnown)
        {
            var restaurant = scene.Pick(world.Neighbourhood.Restaurants.Where(one => one.IsOpen).ToList());
            world.FillCart(restaurant, restaurant.Available.Take(Math.Max(rows, 1 + scene.Random.Next(3))));
            return;
        }

        var missing = rows - (world.Cart?.Items.Count ?? 0);
        if (missing <= 0) return;
        var shop = MenuSteps.Enter(scene);
        for (var i = 0; i < missing; i++) Order(scene, shop);
    }

    /// <summary>The customer orders something of a menu they have seen.</summary>
    public static MenuItem Order(Scene scene, Restaurant shop, string ask = "add-item", string? request = null)
    {
        // Requests are written for what the restaurant is known for.
        var menu = request is not null && shop.Menus[0] is { IsAvailable: true } main && !IsInCart(scene, main) ? main : Fresh(scene, shop);
        var quantity = Quantity(scene, shop, menu);
        var mayRunOut = request is null && shop.Available.Count() > 2 && !IsInCart(scene, menu);
        if (mayRunOut && scene.Chance(4)) return OrderSoldOut(scene, shop, menu, quantity);
        Add(scene, shop, menu, quantity, ask, request);
        return menu;
    }

    public static void Add(Scene scene, Restaurant shop, MenuItem menu, int quantity, string ask, string? request = null)
    {
        var spoken = Numerals.Count(quantity, menu.Counter);
        scene.Customer(ask, ("menu", menu.Name), ("qty", spoken), ("name", shop.Name), ("request", request ?? ""));
        scene.Functions.AddToCart(shop, menu, quantity, request);
        TellAdded(scene, $"{menu.Name} {spoken}", request);
    }

    public static void TellAdded(Scene scene, string added, string? request = null)
    {
        var subtotal = Numerals.Won(scene.World.Cart!.Subtotal);
        scene.Agent(request is null ? "added" : "added-with-request", ("added", added), ("subtotal", subtotal), ("request", request ?? ""));
        if (scene.World.Cart.Missing > 0) TellMinimum(scene);
        else if (scene.Chance(45)) scene.Agent("anything-for-cart");
    }

    /// <summary>Fills the cart up to the minimum of its restaurant, which the customer hears about first.</summary>
    public static void TopUp(Scene scene)
    {
        while (scene.World.Cart is { Missing: > 0 } cart)
        {
            var options = cart.Restaurant.HasKnownMenu ? cart.Restaurant.Available.Where(menu => !IsInCart(scene, menu)).ToList() : [];
            var fitting = options.Where(menu => menu.Price >= 2000 && menu.Price * 3 >= cart.Missing).ToList();
            if (fitting.Count == 0)
            {
                RaiseQuantity(scene, cart);
                return;
            }

            var pick = scene.Pick(fitting);
            Add(scene, cart.Restaurant, pick, (cart.Missing + pick.Price - 1) / pick.Price, "add-for-minimum");
        }
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

    private static void TellMinimum(Scene scene)
    {
        var cart = scene.World.Cart!;
        scene.Agent("below-minimum", ("minimum", Numerals.Won(cart.Restaurant.MinOrderAmount)), ("missing", Numerals.Won(cart.Missing)));
    }

    private static void RaiseQuantity(Scene scene, Cart cart)
    {
        var item = cart.Items.MaxBy(one => one.Menu.Price)!;
        var quantity = item.Quantity + ((cart.Missing + item.Menu.Price - 1) / item.Menu.Price);
        scene.Customer("raise-quantity", ("menu", item.Menu.Name), ("qty", Numerals.Count(quantity, item.Menu.Counter)));
        var changed = scene.Functions.UpdateCartItem(item, quantity, null);
        scene.Agent(
            "quantity-changed",
            ("menu", item.Menu.Name), ("qty", Listing.Quantity(changed)), ("subtotal", Numerals.Won(scene.World.Cart!.Subtotal)));
    }

    // It runs out between the menu and the order.
    private static MenuItem OrderSoldOut(Scene scene, Restaurant shop, MenuItem menu, int quantity)
    {
        var gone = shop.SellOut(menu);
        scene.Customer("add-item", ("menu", menu.Name), ("qty", Numerals.Count(quantity, menu.Counter)));
        scene.Functions.AddToCart(shop, gone, quantity, null);
        var other = Fresh(scene, shop);
        scene.Agent("add-failed-sold-out", ("menu", menu.Name), ("other", other.Name), ("price", Numerals.Won(other.Price)));
        Add(scene, shop, other, Quantity(scene, shop, other), "take-other");
        return other;
    }
}
