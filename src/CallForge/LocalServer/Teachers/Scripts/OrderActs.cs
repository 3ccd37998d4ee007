using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics and chains that check out or place an order.</summary>
internal static class OrderActs
{
    public static void Preview(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-preview");
        LeaveOpen(scene);
    }

    public static void PreviewWithNote(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-checkout-note", scene.Pick(scene.World.Data.DeliveryNotes));
        LeaveOpen(scene);
    }

    public static void PlaceCart(Scene scene)
    {
        CartSteps.Ensure(scene);
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

    public static void Full(Scene scene)
    {
        CartSteps.Order(scene, MenuSteps.Enter(scene));
        Finish(scene);
    }

    public static void FullTwoItems(Scene scene)
    {
        CartActs.OrderTwo(scene, MenuSteps.Enter(scene));
        Finish(scene);
    }

    public static void NewAddress(Scene scene)
    {
        CartSteps.Order(scene, MenuSteps.Enter(scene));
        CartSteps.TopUp(scene);
        var address = AddressActs.Save(scene, "add-address-for-order");
        Agree(scene);
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }

    public static void FromCategory(Scene scene)
    {
        var cart = scene.World.Cart;
        Restaurant shop;
        if (cart is { Items.Count: > 0 })
            shop = MenuSteps.Enter(scene);
        else
        {
            SearchSteps.Find(scene, new SearchFilter(Category: scene.Category()));
            shop = MenuSteps.Choose(scene);
        }

        CartSteps.Order(scene, shop);
        Finish(scene);
    }

    public static void ThenStatus(Scene scene)
    {
        Full(scene);
        StatusActs.OfPlaced(scene);
    }

    public static void WithRequest(Scene scene)
    {
        CartActs.AddWithRequest(scene);
        Finish(scene);
    }

    public static void ChangeQuantity(Scene scene)
    {
        CartSteps.Order(scene, MenuSteps.Enter(scene));
        CartActs.ChangeQuantity(scene, scene.World.Cart!.Items[^1], reads: false, "change-quantity");
        Finish(scene);
    }

    public static void RemoveItem(Scene scene)
    {
        CartActs.OrderTwo(scene, MenuSteps.Enter(scene));
        var item = scene.World.Cart!.Items[^1];
        scene.Customer("ask-remove", ("menu", item.Menu.Name));
        CartActs.Remove(scene, [item]);
        Finish(scene);
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
        CartSteps.Ensure(scene);
        var address = AddressActs.EditOne(scene);
        scene.Customer("order-cart-there");
        scene.Functions.GetCart();
        CheckoutSteps.PrepareWith(scene, address, null);
        CheckoutSteps.Pay(scene);
    }

    public static void BrowseAndSave(Scene scene)
    {
        if (scene.World.Cart is not { Items.Count: > 0 })
        {
            SearchSteps.Find(scene, SearchSteps.Any(scene));
            CartSteps.Order(scene, MenuSteps.Choose(scene));
        }
        else CartSteps.Order(scene, MenuSteps.Enter(scene));

        scene.Customer("check-saved");
        CartActs.ShowCart(scene);
        scene.Customer("order-later");
        scene.Agent("kept-in-cart");
    }

    public static void Finish(Scene scene)
    {
        CheckoutSteps.Prepare(scene, readsCart: false);
        CheckoutSteps.Pay(scene);
    }

    // A preview is only looked at.
    private static void LeaveOpen(Scene scene)
    {
        scene.Customer("only-looking");
        scene.Agent("not-ordered-yet");
    }

    private static void Agree(Scene scene)
    {
        scene.Agent("use-new-address");
        scene.Customer("agree");
    }
}
