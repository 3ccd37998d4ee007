using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Something is missing, so the agent asks before it calls anything that needs it.</summary>
internal static class ClarificationActs
{
    public static void WhatFood(Scene scene)
    {
        scene.Customer("ask-food-vaguely");
        scene.Agent("ask-what-food");
        SearchSteps.Find(scene, SearchSteps.Any(scene), "answer-food");
    }

    public static void WhichMenu(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        scene.Customer("add-something");
        scene.Agent("ask-which-menu", ("name", shop.Name));
        CartSteps.Order(scene, shop, "answer-menu");
    }

    public static void PaymentMethod(Scene scene)
    {
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        CheckoutSteps.Pay(scene);
    }

    public static void HowMany(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var menu = CartSteps.Fresh(scene, shop);
        scene.Customer("add-without-quantity", ("menu", menu.Name));
        scene.Agent("ask-quantity-of", ("menu", menu.Name), ("counter", menu.Counter), ("price", Numerals.Won(menu.Price)));
        CartSteps.Add(scene, shop, menu, CartSteps.Quantity(scene, shop, menu), "answer-quantity");
    }

    public static void HowManyOfEach(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var first = CartSteps.Fresh(scene, shop);
        var second = CartActs.Another(scene, shop, first);
        scene.Customer("add-two-without-quantity", ("menu", first.Name), ("menu2", second.Name));
        scene.Agent("ask-quantity-of-each", ("menu", first.Name), ("menu2", second.Name));
        CartActs.AddPair(scene, shop, first, second, "answer-two-quantities");
    }

    public static void HowManyNow(Scene scene)
    {
        CartBefore.Ensure(scene);
        var item = scene.Pick(scene.World.Cart!.Items);
        scene.Customer("change-quantity-somehow", ("menu", item.Menu.Name));
        scene.Functions.GetCart();
        scene.Agent("ask-new-quantity", ("menu", item.Menu.Name), ("counter", item.Menu.Counter), ("qty", Listing.Quantity(item)));
        CartActs.SetQuantity(scene, item, CartActs.OtherQuantity(scene, item), "answer-new-quantity");
    }

    public static void WhichRequest(Scene scene)
    {
        var (item, request) = CartActs.Wish(scene);
        scene.Customer("ask-some-request", ("menu", item.Menu.Name));
        scene.Agent("ask-which-request", ("menu", item.Menu.Name));
        scene.Customer("answer-note", ("note", request));
        scene.Functions.GetCart();
        scene.Functions.UpdateCartItem(item, null, request);
        scene.Agent("request-changed", ("menu", item.Menu.Name), ("request", request));
    }

    public static void WhichNote(Scene scene)
    {
        CartBefore.Ensure(scene);
        scene.Customer("ask-checkout-some-note");
        scene.Agent("ask-which-note");
        CheckoutSteps.Prepare(scene, readsCart: true, "answer-note", scene.Pick(scene.World.Data.DeliveryNotes));
        scene.Customer("only-looking");
        scene.Agent("not-ordered-yet");
    }

    public static void WhatTime(Scene scene)
    {
        var restaurant = MenuSteps.AnyOpen(scene);
        var moment = scene.World.Clock.Later();
        scene.Customer("ask-open-later", ("name", restaurant.Name));
        scene.Agent("ask-what-time");
        scene.Customer("answer-time", ("moment", moment.Text));
        scene.Results = scene.Functions.SearchRestaurants(new SearchFilter(Query: restaurant.Name));
        MenuActs.TellAtTime(scene, restaurant, moment);
    }
}
