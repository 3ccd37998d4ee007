using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics about the cart.</summary>
internal static class CartActs
{
    public static void View(Scene scene)
    {
        CartBefore.Ensure(scene);
        scene.Customer("ask-cart");
        ShowCart(scene);
        if (scene.Chance(50)) scene.Agent("cart-next");
    }

    public static void ViewEmpty(Scene scene)
    {
        CartBefore.StartOver(scene);
        scene.Customer("ask-cart-empty");
        scene.Functions.GetCart();
        scene.Agent("cart-is-empty");
    }

    public static void Add(Scene scene) => CartSteps.Order(scene, MenuSteps.Enter(scene));

    public static void AddWithRequest(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        CartSteps.Order(scene, shop, "add-item-with-request", scene.Pick(shop.Kind.Requests));
    }

    public static void AddTwo(Scene scene) => OrderTwo(scene, MenuSteps.Enter(scene));

    public static void OrderTwo(Scene scene, Restaurant shop)
    {
        var first = CartSteps.Fresh(scene, shop);
        AddPair(scene, shop, first, Another(scene, shop, first), "add-two");
    }

    /// <summary>Something to go with what is ordered already.</summary>
    public static MenuItem Another(Scene scene, Restaurant shop, MenuItem first)
    {
        var rest = shop.Available.Where(menu => menu != first).ToList();
        var fresh = rest.Where(menu => !CartSteps.IsInCart(scene, menu) && menu.Price >= 2000).ToList();
        return scene.Pick(fresh.Count > 0 ? fresh : rest);
    }

    public static void AddPair(Scene scene, Restaurant shop, MenuItem first, MenuItem second, string ask)
    {
        var (one, two) = (CartSteps.Quantity(scene, shop, first), 1 + scene.Random.Next(2));
        var (spokenOne, spokenTwo) = (Numerals.Count(one, first.Counter), Numerals.Count(two, second.Counter));
        scene.Customer(ask, ("menu", first.Name), ("qty", spokenOne), ("menu2", second.Name), ("qty2", spokenTwo));
        scene.Functions.AddToCart(shop, first, one, null);
        scene.Functions.AddToCart(shop, second, two, null);
        CartSteps.TellAdded(scene, $"{first.Name} {spokenOne}{Josa.After(spokenOne, "이랑")} {second.Name} {spokenTwo}");
    }

    public static void UpdateQuantity(Scene scene)
    {
        CartBefore.Ensure(scene);
        ChangeQuantity(scene, scene.Pick(scene.World.Cart!.Items), reads: true);
    }

    public static void ChangeQuantity(Scene scene, CartItem item, bool reads, string ask = "ask-quantity")
    {
        var quantity = OtherQuantity(scene, item);
        if (!reads) SetQuantity(scene, item, quantity, ask);
        else
        {
            scene.Customer(ask, ("menu", item.Menu.Name), ("qty", Numerals.Count(quantity, item.Menu.Counter)));
            scene.Functions.GetCart();
            Change(scene, item, quantity);
        }
    }

    public static void SetQuantity(Scene scene, CartItem item, int quantity, string ask)
    {
        scene.Customer(ask, ("menu", item.Menu.Name), ("qty", Numerals.Count(quantity, item.Menu.Counter)));
        Change(scene, item, quantity);
    }

    public static void Change(Scene scene, CartItem item, int quantity)
    {
        scene.Functions.UpdateCartItem(item, quantity, null);
        scene.Agent(
            "quantity-changed",
            ("menu", item.Menu.Name),
            ("qty", Numerals.Count(quantity, item.Menu.Counter)),
            ("subtotal", Numerals.Won(scene.World.Cart!.Subtotal)));
    }

    public static int OtherQuantity(Scene scene, CartItem item) =>
        item.Quantity == 1 || scene.Chance(65) ? item.Quantity + 1 + scene.Random.Next(2) : item.Quantity - 1;

    public static void UpdateRequest(Scene scene)
    {
        var (item, request) = Wish(scene);
        scene.Customer("ask-request", ("menu", item.Menu.Name), ("request", request));
        scene.Functions.GetCart();
        scene.Functions.UpdateCartItem(item, null, request);
        scene.Agent("request-changed", ("menu", item.Menu.Name), ("request", request));
    }

    public static void UpdateBoth(Scene scene)
    {
        var (item, request) = Wish(scene);
        var quantity = OtherQuantity(scene, item);
        var spoken = Numerals.Count(quantity, item.Menu.Counter);
        scene.Customer("ask-both", ("menu", item.Menu.Name), ("qty", spoken), ("request", request));
        scene.Functions.GetCart();
        scene.Functions.UpdateCartItem(item, quantity, request);
        var subtotal = Numerals.Won(scene.World.Cart!.Subtotal);
        scene.Agent("both-changed", ("menu", item.Menu.Name), ("qty", spoken), ("request", request), ("subtotal", subtotal));
    }

    /// <summary>Something in the cart and a request for it; requests are written for what the restaurant is known for.</summary>
    public static (CartItem Item, string Request) Wish(Scene scene)
    {
        CartBefore.Ensure(scene);
        var cart = scene.World.Cart!;
        var known = cart.Restaurant.Menus.Take(2).Select(menu => menu.Id).ToList();
        var item = cart.Items.FirstOrDefault(one => known.Contains(one.Menu.Id)) ?? scene.Pick(cart.Items);
        return (item, scene.Pick(cart.Restaurant.Kind.Requests.Where(one => one != item.SpecialRequest).ToList()));
    }

    public static void RemoveOne(Scene scene)
    {
        CartBefore.Ensure(scene, 2);
        var item = scene.Pick(scene.World.Cart!.Items);
        scene.Customer("ask-remove", ("menu", item.Menu.Name));
        scene.Functions.GetCart();
        Remove(scene, [item]);
    }

    public static void RemoveSeveral(Scene scene)
    {
        CartBefore.Ensure(scene, 3);
        var items = scene.World.Cart!.Items.Take(2).ToList();
        scene.Customer("ask-remove-two", ("menu", items[0].Menu.Name), ("menu2", items[1].Menu.Name));
        scene.Functions.GetCart();
        Remove(scene, items);
    }

    public static void Remove(Scene scene, IReadOnlyCollection<CartItem> items)
    {
        scene.Functions.RemoveCartItems(items);
        var cart = scene.World.Cart!;
        var names = string.Join(", ", items.Select(item => item.Menu.Name));
        if (cart.Items.Count == 0) scene.Agent("removed-last", ("menu", names));
        else scene.Agent("removed", ("menu", names), ("list", Listing.Items(cart.Items)), ("subtotal", Numerals.Won(cart.Subtotal)));
    }

    public static void ShowCart(Scene scene)
    {
        var cart = scene.Functions.GetCart()!;
        scene.Agent("show-cart", ("list", Listing.Items(cart.Items)), ("subtotal", Numerals.Won(cart.Subtotal)));
        var wish = cart.Items.FirstOrDefault(item => item.SpecialRequest is not null);
        if (wish is not null) scene.Agent("cart-has-request", ("menu", wish.Menu.Name), ("request", wish.SpecialRequest!));
    }
}
