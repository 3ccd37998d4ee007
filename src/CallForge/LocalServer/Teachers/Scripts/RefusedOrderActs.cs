namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Chains that end with an order although a function refuses on the way.</summary>
internal static class RefusedOrderActs
{
    public static void SoldOut(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        CartSteps.OrderSoldOut(scene, shop, CartSteps.Fresh(scene, shop));
        OrderActs.Finish(scene);
    }

    public static void Closed(Scene scene)
    {
        RefusalActs.ClosedMeanwhile(scene);
        CartSteps.Order(scene, MenuSteps.Choose(scene));
        OrderActs.Finish(scene);
    }

    /// <summary>Refused for its amount, then ordered with something more.</summary>
    public static void BelowMinimum(Scene scene)
    {
        var address = RefusalActs.RequestTooLittle(scene);
        scene.Functions.PrepareCheckout(address, null);
        MinimumSteps.TellRefused(scene);
        scene.Customer("ask-what-to-add");
        var cart = scene.World.Cart!;
        MenuSteps.Show(scene, cart.Restaurant);
        MinimumSteps.AddSome(scene, cart);
        scene.Customer("go-on-with-order");
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }

    /// <summary>The cart is empty after all, so the customer fills it and orders then.</summary>
    public static void EmptyCart(Scene scene)
    {
        RefusalActs.RefuseEmptyCart(scene);
        SearchSteps.Find(scene, SearchSteps.Dish(scene), "ask-search-then");
        CartSteps.Order(scene, MenuSteps.Choose(scene));
        MinimumSteps.TopUp(scene);
        scene.Customer("go-on-with-order");
        CheckoutSteps.PrepareWith(scene, scene.World.Addresses.Default, null);
        CheckoutSteps.Pay(scene);
    }

    public static void PaymentFailed(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        var payments = scene.World.Data.Payments;
        var first = scene.Pick(payments);
        var second = scene.Pick(payments.Where(payment => payment.Method != first.Method).ToList());
        scene.Agent("ask-payment");
        scene.Customer("pay", ("payment", first.Word));
        scene.World.DeclinesNextPayment = true;
        scene.Functions.PlaceOrder(first.Method, null);
        scene.Agent("payment-failed", ("payment", first.Word));
        scene.Customer("pay-instead", ("payment", second.Word));
        CheckoutSteps.Place(scene, second);
    }

    /// <summary>The chosen address was deleted in the app after it was listed.</summary>
    public static void AddressGone(Scene scene)
    {
        CartBefore.Ensure(scene);
        var chosen = CheckoutSteps.Request(scene, readsCart: true, "ask-order-cart", asksWhich: true);
        scene.World.Addresses.Delete(chosen);
        scene.Functions.PrepareCheckout(chosen, null);
        scene.Functions.ListAddresses();
        var address = CheckoutSteps.ChooseAddress(scene, "address-gone");
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }
}
