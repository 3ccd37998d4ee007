using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>The cart a script begins with.</summary>
internal static class CartBefore
{
    /// <summary>Makes sure that the cart has some rows: from before the conversation, or by adding what is missing.</summary>
    public static void Ensure(Scene scene, int rows = 1)
    {
        LeaveClosed(scene);
        if (IsUntouched(scene))
        {
            Fill(scene, MenuSteps.AnyOpen(scene), Math.Max(rows, 1 + scene.Random.Next(3)));
            return;
        }

        var missing = rows - (scene.World.Cart?.Items.Count ?? 0);
        if (missing <= 0) return;
        var shop = Shop(scene);
        for (var i = 0; i < missing; i++) CartSteps.Order(scene, shop);
    }

    /// <summary>A cart that does not reach the minimum of its restaurant.</summary>
    public static void EnsureSmall(Scene scene)
    {
        LeaveClosed(scene);
        if (scene.World.Cart is { Items.Count: > 0, Missing: > 0 }) return;
        var shop = scene.Pick(MenuSteps.Open(scene).Where(one => Small(one).Any()).ToList());
        var menu = scene.Pick(Small(shop).ToList());
        if (IsUntouched(scene))
        {
            scene.World.FillCart(shop, [(menu, 1)]);
            return;
        }

        StartOver(scene);
        MenuSteps.EnterByName(scene, shop, "ask-shop-menu");
        CartSteps.Add(scene, shop, menu, 1, "add-item");
    }

    /// <summary>Empties the cart, if it is not empty, because the customer says so.</summary>
    public static void StartOver(Scene scene, string ask = "ask-clear-cart")
    {
        if (scene.World.Cart is not { Items.Count: > 0 } cart) return;
        scene.Customer(ask);
        if (!scene.Functions.CartIsKnown) scene.Functions.GetCart();
        scene.Functions.RemoveCartItems([.. cart.Items]);
        scene.Agent("cart-cleared");
    }

    /// <summary>What lies in the cart of a restaurant that has closed can't be ordered any more.</summary>
    public static void LeaveClosed(Scene scene)
    {
        if (scene.World.Cart is { Items.Count: > 0, Restaurant.IsOpen: false }) StartOver(scene, "ask-clear-closed-cart");
    }

    private static bool IsUntouched(Scene scene) => scene.World.Cart is not { Items.Count: > 0 } && !scene.Functions.CartIsKnown;

    // The menu of the cart's restaurant, read only if nobody has seen it yet.
    private static Restaurant Shop(Scene scene)
    {
        if (scene.World.Cart is not { Items.Count: > 0 } cart) return MenuSteps.Enter(scene);
        if (cart.Restaurant.HasKnownMenu) return cart.Restaurant;
        scene.Customer("ask-cart-menu");
        MenuSteps.Show(scene, cart.Restaurant);
        return cart.Restaurant;
    }

    private static void Fill(Scene scene, Restaurant shop, int count)
    {
        var known = shop.Menus.Take(2).Where(menu => menu.IsAvailable).ToArray();
        var main = known.Length > 0 ? known : [.. shop.Available.Take(2)];
        scene.Random.Shuffle<MenuItem>(main);
        var others = shop.Available.Where(menu => menu != main[0]).ToArray();
        scene.Random.Shuffle<MenuItem>(others);
        var quantity = 1 + scene.Random.Next(2);
        var rest = others.Take(count - 1).ToList();
        var sum = rest.Sum(menu => menu.Price);
        while (sum + (main[0].Price * quantity) < shop.MinOrderAmount && scene.Chance(85)) quantity++;
        scene.World.FillCart(shop, [(main[0], quantity), .. rest.Select(menu => (menu, 1))]);
    }

    private static IEnumerable<MenuItem> Small(Restaurant shop) =>
        shop.Available.Where(menu => menu.Price >= 3000 && menu.Price < shop.MinOrderAmount);
}
