namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics that begin with a cart from before the conversation and look at the checkout or order it.</summary>
internal static class CheckoutActs
{
    public static void Preview(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-preview");
        LeaveOpen(scene);
    }

    public static void PreviewWithNote(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-checkout-note", scene.Pick(scene.World.Data.DeliveryNotes));
        LeaveOpen(scene);
    }

    public static void PlaceCart(Scene scene)
    {
        CartBefore.Ensure(scene);
        if (scene.Chance(50))
        {
            var payment = scene.Pick(scene.World.Data.Payments);
            CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart-paying", payment: payment);
            scene.Agent("confirm-order", ("payment", payment.Word));
            scene.Customer("confirm");
            CheckoutSteps.Place(scene, payment);
            return;
        }

        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        CheckoutSteps.Pay(scene);
    }

    public static void WithPgId(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        CheckoutSteps.PayWithPgId(scene);
    }

    public static void CartToOrder(Scene scene)
    {
        CartActs.View(scene);
        CheckoutSteps.Prepare(scene, readsCart: false);
        CheckoutSteps.Pay(scene);
    }

    public static void EditThenOrder(Scene scene)
    {
        CartActs.UpdateQuantity(scene);
        CheckoutSteps.Prepare(scene, readsCart: false);
        CheckoutSteps.Pay(scene);
    }

    public static void AddressThenOrder(Scene scene)
    {
        CartBefore.Ensure(scene);
        var address = AddressActs.EditOne(scene);
        scene.Customer("order-cart-there");
        scene.Functions.GetCart();
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }

    // A preview is only looked at.
    private static void LeaveOpen(Scene scene)
    {
        scene.Customer("only-looking");
        scene.Agent("not-ordered-yet");
    }
}
