using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Changes of mind about what is in the cart or already on the checkout.</summary>
internal static class CartCorrectionActs
{
    public static void QuantityAfterAdd(Scene scene)
    {
        CartSteps.Order(scene, MenuSteps.Enter(scene));
        CartActs.ChangeQuantity(scene, scene.World.Cart!.Items[^1], reads: false, "change-quantity");
    }

    public static void RequestAfterAdd(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var requests = shop.Kind.Requests;
        var first = scene.Random.Next(requests.Count);
        var menu = CartSteps.Order(scene, shop, "add-item-with-request", requests[first]);
        var item = scene.World.Cart!.Items.First(one => one.Menu.Id == menu.Id);
        var request = requests[(first + 1) % requests.Count];
        scene.Customer("change-request", ("menu", menu.Name), ("from", requests[first]), ("request", request));
        scene.Functions.UpdateCartItem(item, null, request);
        scene.Agent("request-changed", ("menu", menu.Name), ("request", request));
    }

    public static void MenuItem(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var menu = CartSteps.Order(scene, shop);
        var wrong = scene.World.Cart!.Items.First(item => item.Menu.Id == menu.Id);
        var right = CartSteps.Fresh(scene, shop);
        var spoken = Numerals.Count(1, right.Counter);
        scene.Customer("swap-menu", ("menu", menu.Name), ("other", right.Name), ("qty", spoken));
        scene.Functions.RemoveCartItems([wrong]);
        scene.Functions.AddToCart(shop, right, 1, null);
        var subtotal = Numerals.Won(scene.World.Cart!.Subtotal);
        scene.Agent("swapped-menu", ("menu", menu.Name), ("other", right.Name), ("qty", spoken), ("subtotal", subtotal));
    }

    /// <summary>Asks about one dish and orders another: 아까 그거 말고.</summary>
    public static void NotThatOne(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var first = CartSteps.Fresh(scene, shop);
        var price = Numerals.Won(first.Price);
        scene.Customer("consider-menu", ("menu", first.Name));
        scene.Agent("tell-considered", ("menu", first.Name), ("counter", first.Counter), ("price", price));
        var second = CartActs.Another(scene, shop, first);
        CartSteps.Add(scene, shop, second, CartSteps.Quantity(scene, shop, second), "not-that-one");
    }

    /// <summary>Takes out the wrong item and wants it back.</summary>
    public static void RemovedWrongItem(Scene scene)
    {
        CartBefore.Ensure(scene, 2);
        var item = scene.Pick(scene.World.Cart!.Items);
        var shop = scene.World.Cart.Restaurant;
        scene.Customer("ask-remove", ("menu", item.Menu.Name));
        scene.Functions.GetCart();
        CartActs.Remove(scene, [item]);
        scene.Customer("put-back", ("menu", item.Menu.Name), ("qty", Listing.Quantity(item)));
        scene.Functions.GetRestaurantDetail(shop);
        scene.Functions.AddToCart(shop, item.Menu, item.Quantity, item.SpecialRequest);
        CartSteps.TellAdded(scene, $"{item.Menu.Name} {Listing.Quantity(item)}");
    }

    public static void QuantityAfterPreview(Scene scene)
    {
        PrepareAndAsk(scene);
        var address = scene.World.Checkout!.Address;
        var item = scene.Pick(scene.World.Cart!.Items);
        CartActs.SetQuantity(scene, item, item.Quantity + 1, "change-quantity-late");
        scene.Customer("go-on-with-order");
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }

    public static void NoteAfterPreview(Scene scene)
    {
        PrepareAndAsk(scene);
        var note = scene.Pick(scene.World.Data.DeliveryNotes);
        scene.Customer("add-note-late", ("note", note));
        CheckoutSteps.PrepareWith(scene, scene.World.Checkout!.Address, note);
        CheckoutSteps.Pay(scene);
    }

    public static void ChangeAddress(Scene scene)
    {
        PrepareAndAsk(scene);
        var chosen = scene.World.Checkout!.Address;
        var other = scene.World.Addresses.Addresses.FirstOrDefault(address => address.Id != chosen.Id);
        if (other is null) other = AddressActs.Save(scene, "add-address-for-order");
        else scene.Customer("change-address", ("line1", other.Line1));
        CheckoutSteps.PrepareWith(scene, other, null);
        CheckoutSteps.Pay(scene);
    }

    public static void CancelBeforeOrder(Scene scene)
    {
        PrepareAndAsk(scene);
        scene.Customer("stop-order");
        scene.Agent("order-stopped");
    }

    public static void ChangePayment(Scene scene)
    {
        PrepareAndAsk(scene);
        var payments = scene.World.Data.Payments;
        var first = scene.Pick(payments);
        var last = scene.Pick(payments.Where(payment => payment.Method != first.Method).ToList());
        scene.Customer("pay-otherwise", ("first", first.Word), ("payment", last.Word));
        CheckoutSteps.Place(scene, last);
    }

    private static void PrepareAndAsk(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        scene.Agent("ask-payment");
    }
}
