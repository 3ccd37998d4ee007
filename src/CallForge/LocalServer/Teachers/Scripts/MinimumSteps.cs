using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>A cart that has to reach the minimum of its restaurant.</summary>
internal static class MinimumSteps
{
    public static void Tell(Scene scene)
    {
        var cart = scene.World.Cart!;
        scene.Agent("below-minimum", ("minimum", Numerals.Won(cart.Restaurant.MinOrderAmount)), ("missing", Numerals.Won(cart.Missing)));
    }

    /// <summary>Why no checkout could be prepared.</summary>
    public static void TellRefused(Scene scene)
    {
        var cart = scene.World.Cart!;
        scene.Agent(
            "checkout-below-minimum",
            ("subtotal", Numerals.Won(cart.Subtotal)),
            ("missing", Numerals.Won(cart.Missing)),
            ("minimum", Numerals.Won(cart.Restaurant.MinOrderAmount)));
    }

    /// <summary>Fills the cart up to the minimum, which the customer hears about first.</summary>
    public static void TopUp(Scene scene)
    {
        if (scene.World.Cart is { Missing: > 0 } cart) AddSome(scene, cart);
    }

    /// <summary>One more dish, if the menu is known and has one that suits; else more of the same.</summary>
    public static void AddSome(Scene scene, Cart cart)
    {
        var options = cart.Restaurant.HasKnownMenu ? cart.Restaurant.Available.Where(menu => !CartSteps.IsInCart(scene, menu)).ToList() : [];
        var enough = options.Where(menu => menu.Price >= 2000 && menu.Price * 3 >= cart.Missing).ToList();
        var modest = enough.Where(menu => menu.Price <= cart.Missing * 2).ToList();
        if (enough.Count == 0) Raise(scene, cart);
        else Add(scene, cart, scene.Pick(modest.Count > 0 ? modest : enough));
    }

    private static void Add(Scene scene, Cart cart, MenuItem menu) =>
        CartSteps.Add(scene, cart.Restaurant, menu, (cart.Missing + menu.Price - 1) / menu.Price, "add-for-minimum");

    private static void Raise(Scene scene, Cart cart)
    {
        var item = cart.Items.MaxBy(one => one.Menu.Price)!;
        var quantity = item.Quantity + ((cart.Missing + item.Menu.Price - 1) / item.Menu.Price);
        CartActs.SetQuantity(scene, item, quantity, "raise-quantity");
    }
}
