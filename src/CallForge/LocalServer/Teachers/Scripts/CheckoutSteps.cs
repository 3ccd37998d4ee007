using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>From a full cart to a prepared checkout, and from there to an order.</summary>
internal static class CheckoutSteps
{
    /// <summary>The customer wants to check out; ends with the agent's summary.</summary>
    /// <param name="readsCart">Whether the agent looks at the cart first, because the customer only spoke of it.</param>
    /// <param name="payment">How to pay, if the customer says so at once.</param>
    public static void Prepare(
        Scene scene,
        bool readsCart,
        string ask = "ask-checkout",
        string? note = null,
        PaymentWord? payment = null,
        bool asksWhich = false)
    {
        if (scene.World.Cart is { Missing: > 0 } && scene.Functions.CartIsKnown) MinimumSteps.TopUp(scene);
        PrepareWith(scene, Request(scene, readsCart, ask, note, payment, asksWhich), note);
    }

    /// <summary>The customer wants to check out; ends with the address chosen.</summary>
    public static Address Request(
        Scene scene,
        bool readsCart,
        string ask,
        string? note = null,
        PaymentWord? payment = null,
        bool asksWhich = false)
    {
        var saysDefault = !asksWhich && note is null && payment is null && scene.Chance(35);
        scene.Customer(saysDefault ? $"{ask}-default" : ask, ("note", note ?? ""), ("payment", payment?.Word ?? ""));
        if (readsCart && scene.Chance(45)) scene.Functions.Together(() => ReadBoth(scene));
        else if (readsCart) ReadBoth(scene);
        else scene.Functions.ListAddresses();
        return saysDefault ? scene.World.Addresses.Default : ChooseAddress(scene, "which-address");
    }

    public static void PrepareWith(Scene scene, Address address, string? note)
    {
        if (scene.Functions.PrepareCheckout(address, note) is not null)
        {
            MinimumSteps.TellRefused(scene);
            MinimumSteps.TopUp(scene);
            scene.Customer("go-on-with-order");
            scene.Functions.PrepareCheckout(address, note);
        }

        Summarise(scene);
    }

    /// <summary>Pays for what is prepared.</summary>
    /// <param name="asks">Whether the agent still has to ask how; else the customer said so before.</param>
    public static void Pay(Scene scene, bool asks = true, string say = "pay")
    {
        var payment = scene.Pick(scene.World.Data.Payments);
        if (asks) scene.Agent("ask-payment");
        scene.Customer(say, ("payment", payment.Word));
        Place(scene, payment);
    }

    /// <summary>The customer has approved the payment elsewhere and names its number.</summary>
    public static void PayWithPgId(Scene scene)
    {
        var payment = scene.Pick(scene.World.Data.Payments);
        var (gateway, date) = (scene.Pick(scene.World.Data.PaymentGateways), scene.World.Clock.Now[..10].Replace("-", "", StringComparison.Ordinal));
        var pgId = $"{gateway}-{date}-{scene.Random.Next(100_000_000):00000000}";
        scene.Agent("ask-payment");
        scene.Customer("pay-with-pg-id", ("payment", payment.Word), ("pg-id", pgId));
        Place(scene, payment, pgId);
    }

    public static void Place(Scene scene, PaymentWord payment, string? pgId = null)
    {
        var total = Numerals.Won(scene.World.Checkout!.Cart.Subtotal);
        var order = scene.Placed = scene.Functions.PlaceOrder(payment.Method, pgId)!;
        scene.Agent("ordered", ("order", order.Id), ("total", total), ("payment", payment.Word));
    }

    /// <summary>The agent names the addresses and asks for one.</summary>
    public static Address ChooseAddress(Scene scene, string question)
    {
        var addresses = scene.World.Addresses.Addresses;
        if (addresses.Count == 1 && scene.Phrases.Has($"{question}-one")) question += "-one";
        scene.Agent(question, ("list", Listing.Addresses(scene, addresses)), ("count", $"{addresses.Count}곳"));
        var index = scene.Random.Next(addresses.Count);
        var address = addresses[index];
        var say = address.IsDefault && scene.Chance(40) ? "choose-default" : scene.Chance(40) ? "choose-ordinal" : "choose-address";
        scene.Customer(say, ("ordinal", Numerals.Ordinal(index)), ("line1", address.Line1), ("recipient", address.RecipientName));
        return address;
    }

    private static void ReadBoth(Scene scene)
    {
        scene.Functions.GetCart();
        scene.Functions.ListAddresses();
    }

    private static void Summarise(Scene scene)
    {
        var checkout = scene.World.Checkout!;
        scene.Agent(
            "checkout-ready",
            ("list", Listing.Items(checkout.Cart.Items)),
            ("total", Numerals.Won(checkout.Cart.Subtotal)),
            ("address", checkout.Address.Text),
            ("recipient", checkout.Address.RecipientName));
        if (checkout.DeliveryNote is { } note) scene.Agent("checkout-has-note", ("note", note));
    }
}
