using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Chains that begin with an empty cart and end with an order, or nearly.</summary>
internal static class OrderActs
{
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
        MinimumSteps.TopUp(scene);
        var address = AddressActs.Save(scene, "add-address-for-order");
        Agree(scene);
        CheckoutSteps.PrepareWith(scene, address, address.DeliveryNote);
        CheckoutSteps.Pay(scene);
    }

    public static void FromCategory(Scene scene)
    {
        var hasCart = scene.World.Cart is { Items.Count: > 0 };
        if (!hasCart) SearchSteps.Find(scene, new SearchFilter(Category: scene.Category()));
        CartSteps.Order(scene, hasCart ? MenuSteps.Enter(scene) : MenuSteps.Choose(scene));
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

    private static void Agree(Scene scene)
    {
        scene.Agent("use-new-address");
        scene.Customer("agree");
    }
}
