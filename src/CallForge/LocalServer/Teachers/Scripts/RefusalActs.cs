using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics in which a function refuses: the agent says why, and what can be done instead.</summary>
internal static class RefusalActs
{
    /// <summary>It closes between the menu and the order, and the customer looks for another that is open.</summary>
    public static void ClosedMeanwhile(Scene scene)
    {
        CartBefore.StartOver(scene);
        var here = scene.World.Neighbourhood.Replaceable;
        var unknown = here.Where(one => !one.IsKnown).ToList();
        var shop = MenuSteps.EnterByName(scene, scene.Pick(unknown.Count > 0 ? unknown : here), "ask-shop-menu");
        shop.Close();
        CartSteps.AddInVain(scene, shop, CartSteps.Fresh(scene, shop));
        scene.Agent("add-failed-closed", ("name", shop.Name));
        SearchSteps.Find(scene, new SearchFilter(Query: shop.Kind.Words[0], OnlyOpen: true), "ask-open-instead");
    }

    public static void ClosedAtCheckout(Scene scene)
    {
        CartBefore.Ensure(scene);
        var address = CheckoutSteps.Request(scene, readsCart: true, "ask-order-cart");
        var shop = scene.World.Cart!.Restaurant;
        shop.Close();
        scene.Functions.PrepareCheckout(address, null);
        scene.Agent("checkout-closed");
        scene.Customer("accept-closed");
        scene.Agent("kept-until-open");
    }

    public static void MenuGone(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var menu = CartSteps.Fresh(scene, shop);
        if (CartSteps.IsInCart(scene, menu)) CartBefore.StartOver(scene);
        shop.Withdraw(menu);
        var quantity = CartSteps.AddInVain(scene, shop, menu);
        scene.Functions.GetRestaurantDetail(shop);
        var other = CartSteps.Fresh(scene, shop);
        scene.Agent("menu-gone", ("menu", menu.Name), ("other", other.Name), ("price", Numerals.Won(other.Price)));
        CartSteps.Add(scene, shop, other, quantity, "take-other");
    }

    public static void RestaurantGone(Scene scene)
    {
        SearchSteps.Find(scene, SearchSteps.DishWithChoice(scene));
        var open = scene.Results.Where(one => one.IsOpen && one != scene.World.Cart?.Restaurant).ToList();
        var gone = scene.Pick(open.Count > 0 ? open : [.. scene.Results]);
        gone.Leave();
        MenuSteps.AskMenu(scene, gone);
        scene.Functions.GetRestaurantDetail(gone);
        var other = scene.Results.Where(one => one != gone).OrderByDescending(one => one.IsOpen).First();
        scene.Agent("restaurant-gone", ("name", gone.Name), ("other", other.Name));
        scene.Customer("agree-other-shop", ("name", other.Name));
        MenuSteps.Show(scene, other);
    }

    public static void ItemGone(Scene scene)
    {
        CartBefore.Ensure(scene, 2);
        scene.Customer("ask-cart");
        CartActs.ShowCart(scene);
        scene.Agent("cart-next");
        var item = scene.World.Cart!.Items[^1];
        var spoken = Numerals.Count(item.Quantity + 1, item.Menu.Counter);
        scene.World.Remove([item]);
        scene.Customer("ask-quantity", ("menu", item.Menu.Name), ("qty", spoken));
        scene.Functions.UpdateCartItem(item, item.Quantity + 1, null);
        var cart = scene.Functions.GetCart()!;
        var subtotal = Numerals.Won(cart.Subtotal);
        scene.Agent("item-gone", ("menu", item.Menu.Name), ("list", Listing.Items(cart.Items)), ("subtotal", subtotal));
        scene.Customer("was-me", ("menu", item.Menu.Name));
        scene.Agent("kept-in-cart");
    }

    /// <summary>One cart holds the dishes of one restaurant.</summary>
    public static void OtherRestaurant(Scene scene)
    {
        CartBefore.Ensure(scene);
        var open = MenuSteps.Open(scene).Where(one => one != scene.World.Cart!.Restaurant).ToList();
        var unknown = open.Where(one => !one.IsKnown).ToList();
        var shop = MenuSteps.EnterByName(scene, scene.Pick(unknown.Count > 0 ? unknown : open), "ask-shop-menu");
        var menu = CartSteps.Fresh(scene, shop);
        var quantity = CartSteps.AddInVain(scene, shop, menu);
        scene.Agent("other-restaurant", ("menu", menu.Name), ("name", shop.Name));
        scene.Customer("clear-and-add");
        var cart = scene.Functions.GetCart()!;
        scene.Functions.RemoveCartItems([.. cart.Items]);
        scene.Functions.AddToCart(shop, menu, quantity, null);
        CartSteps.TellAdded(scene, $"{menu.Name} {Numerals.Count(quantity, menu.Counter)}");
    }

    public static void EmptyCart(Scene scene)
    {
        RefuseEmptyCart(scene);
        if (scene.Chance(50)) SearchSteps.Find(scene, SearchSteps.Dish(scene), "ask-search-then");
        else
        {
            scene.Customer("was-empty");
            scene.Agent("ok-empty");
        }
    }

    /// <summary>The customer takes the cart for full, or has emptied it in the app.</summary>
    public static void RefuseEmptyCart(Scene scene)
    {
        var isSure = scene.World.Cart is not { Items.Count: > 0 };
        if (!isSure) scene.World.Remove([.. scene.World.Cart!.Items]);
        scene.Customer(isSure ? "ask-order-cart-default" : "ask-order-what-is-left");
        scene.Functions.ListAddresses();
        scene.Functions.PrepareCheckout(scene.World.Addresses.Default, null);
        scene.Agent("checkout-empty");
    }

    public static void BelowMinimum(Scene scene)
    {
        var address = RequestTooLittle(scene);
        scene.Functions.PrepareCheckout(address, null);
        MinimumSteps.TellRefused(scene);
        scene.Customer("stop-below-minimum");
        scene.Agent("stopped-below-minimum");
    }

    public static void OrderUnknown(Scene scene)
    {
        var order = scene.Random.NextUuid();
        scene.Customer("ask-status", ("order", order));
        scene.Functions.GetOrderStatus(order);
        scene.Agent("order-not-found");
        scene.Customer("look-up-again");
        scene.Agent("wait-for-number");
    }

    /// <summary>The customer wants to check out a cart that is too small, whether warned of it or not.</summary>
    public static Address RequestTooLittle(Scene scene)
    {
        CartBefore.EnsureSmall(scene);
        var isWarned = scene.Functions.CartIsKnown;
        return CheckoutSteps.Request(scene, readsCart: true, isWarned ? "insist-on-order" : "ask-order-cart", asksWhich: isWarned);
    }
}
