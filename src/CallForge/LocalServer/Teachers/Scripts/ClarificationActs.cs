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

    public static void WhichItem(Scene scene)
    {
        CartSteps.Ensure(scene, 2);
        scene.Customer("remove-something");
        scene.Functions.GetCart();
        var cart = scene.World.Cart!;
        scene.Agent("ask-which-item", ("list", Listing.Items(cart.Items)));
        var item = scene.Pick(cart.Items);
        scene.Customer("answer-item", ("menu", item.Menu.Name));
        CartActs.Remove(scene, [item]);
    }

    public static void WhichAddress(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-preview", asksWhich: true);
        scene.Customer("only-looking");
        scene.Agent("not-ordered-yet");
    }

    public static void PaymentMethod(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        CheckoutSteps.Pay(scene);
    }

    public static void HowMany(Scene scene)
    {
        var shop = MenuSteps.Enter(scene);
        var menu = CartSteps.Fresh(scene, shop);
        scene.Customer("add-without-quantity", ("menu", menu.Name));
        scene.Agent("ask-quantity-of", ("menu", menu.Name), ("price", Numerals.Won(menu.Price)));
        CartSteps.Add(scene, shop, menu, CartSteps.Quantity(scene, shop, menu), "answer-quantity");
    }
}
