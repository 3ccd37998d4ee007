using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics about the cart.</summary>
internal static class CartActs
{
    public static void View(Scene scene)
    {
        CartSteps.Ensure(scene);
        scene.Customer("ask-cart");
        ShowCart(scene);
        if (scene.Chance(50)) scene.Agent("cart-next");
    }

    public static void ViewEmpty(Scene scene)
    {
        if (scene.World.Cart is { Items.Count: > 0 } cart)
        {
            scene.Customer("ask-clear-cart");
            if (!scene.Functions.CartIsKnown) cart = scene.Functions.GetCart()!;
            scene.Functions.RemoveCartItems([.. cart.Items]);
            scene.Agent("cart-cleared");
        }

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
        var rest = shop.Available.Where(menu => menu != first).OrderBy(menu => menu.Price).ToList();
        var second = rest.Find(menu => !CartSteps.IsInCart(scene, menu)) ?? rest[0];
        var (one, two) = (CartSteps.Quantity(scene, shop, first), 1 + scene.Random.Next(2));
        var (spokenOne, spokenTwo) = (Numerals.Count(one, first.Counter), Numerals.Count(two, second.Counter));
        scene.Customer("add-two", ("menu", first.Name), ("qty", spokenOne), ("menu2", second.Name), ("qty2", spokenTwo));
        scene.Functions.AddToCart(shop, first, one, null);
        scene.Functions.AddToCart(shop, second, two, null);
        CartSteps.TellAdded(scene, $"{first.Name} {spokenOne}{Josa.After(spokenOne, "이랑")} {second.Name} {spokenTwo}");
    }

    public static void UpdateQuantity(Scene scene)
    {
        CartSteps.Ensure(scene);
        ChangeQuantity(scene, scene.Pick(scene.World.Cart!.Items), reads: true);
    }

    public static void ChangeQuantity(Scene scene, CartItem item, bool reads, string ask = "ask-quantity")
    {
        var quantity = item.Quantity == 1 || scene.Chance(65) ? item.Quantity + 1 + scene.Random.Next(2) : item.Quantity - 1;
        scene.Customer(ask, ("menu", item.Menu.Name), ("qty", Numerals.Count(quantity, item.Menu.Counter)));
        if (reads) scene.Functions.GetCart();
        var changed = scene.Functions.UpdateCartItem(item, quantity, null);
        scene.Agent(
            "quantity-changed",
            ("menu", item.Menu.Name), ("qty", Listing.Quantity(changed)), ("subtotal", Numerals.Won(scene.World.Cart!.Subtotal)));
    }

    public static void UpdateRequest(Scene scene)
    {
        CartSteps.Ensure(scene);
        var cart = scene.World.Cart!;
        var item = cart.Items.FirstOrDefault(one => one.Menu.Name == cart.Restaurant.Menus[0].Name) ?? scene.Pick(cart.Items);
        var request = scene.Pick(cart.Restaurant.Kind.Requests.Where(one => one != item.SpecialRequest).ToList());
        scene.Customer("ask-request", ("menu", item.Menu.Name), ("request", request));
        scene.Functions.GetCart();
        scene.Functions.UpdateCartItem(item, null, request);
        scene.Agent("request-changed", ("menu", item.Menu.Name), ("request", request));
    }

    public static void RemoveOne(Scene scene)
    {
        CartSteps.Ensure(scene, 2);
        var item = scene.Pick(scene.World.Cart!.Items);
        scene.Customer("ask-remove", ("menu", item.Menu.Name));
        scene.Functions.GetCart();
        Remove(scene, [item]);
    }

    public static void RemoveSeveral(Scene scene)
    {
        CartSteps.Ensure(scene, 3);
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
