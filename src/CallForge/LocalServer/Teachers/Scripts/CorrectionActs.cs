using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Customers who mistype, change their mind or do not know yet: only the last intent counts.</summary>
internal static class CorrectionActs
{
    public static void ChangeDish(Scene scene)
    {
        var first = SearchSteps.Dish(scene);
        SearchSteps.Find(scene, first);
        Switch(scene, first.Query!, "switch-dish");
    }

    public static void SameSentence(Scene scene) => Switch(scene, scene.Dish(), "switch-in-sentence");

    public static void TypoDish(Scene scene)
    {
        var here = scene.World.Neighbourhood;
        var typos = scene.World.Data.Typos.Where(typo => here.Kinds.Any(kind => kind.Words.Contains(typo.Meant))).ToList();
        var typo = scene.Pick(typos);
        scene.Customer("ask-with-typo", ("dish", typo.Written));
        scene.Agent("understood-typo", ("dish", typo.Meant));
        var found = scene.Results = scene.Functions.SearchRestaurants(new SearchFilter(Query: typo.Meant));
        scene.Agent("found-after-typo", ("dish", typo.Meant), ("list", Listing.Restaurants(scene, found)), ("count", $"{found.Count}곳"));
    }

    public static void QuantityAfterAdd(Scene scene)
    {
        CartSteps.Order(scene, MenuSteps.Enter(scene));
        CartActs.ChangeQuantity(scene, scene.World.Cart!.Items[^1], reads: false, "change-quantity");
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

    public static void ChangeAddress(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        var chosen = scene.World.Checkout!.Address;
        var other = scene.World.Addresses.Addresses.First(address => address.Id != chosen.Id);
        scene.Agent("ask-payment");
        scene.Customer("change-address", ("line1", other.Line1));
        CheckoutSteps.PrepareWith(scene, other, null);
        CheckoutSteps.Pay(scene);
    }

    public static void DropFilter(Scene scene)
    {
        var filter = SearchSteps.WithRating(scene, SearchSteps.Any(scene));
        if (scene.Chance(50)) filter = filter with { OnlyOpen = true };
        SearchSteps.Find(scene, filter);
        scene.Customer("drop-rating");
        SearchSteps.Show(scene, filter with { MinRating = null });
    }

    public static void Vague(Scene scene)
    {
        scene.Customer("ask-food-vaguely");
        scene.Agent("ask-what-food");
        scene.Customer("still-vague");
        scene.Agent("suggest-foods", ("first", scene.Dish()), ("second", scene.Dish()));
        SearchSteps.Find(scene, SearchSteps.Any(scene), "answer-food");
    }

    public static void CancelBeforeOrder(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        scene.Agent("ask-payment");
        scene.Customer("stop-order");
        scene.Agent("order-stopped");
    }

    public static void ChangePayment(Scene scene)
    {
        CartSteps.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-order-cart");
        scene.Agent("ask-payment");
        var payments = scene.World.Data.Payments;
        var first = scene.Pick(payments);
        var last = scene.Pick(payments.Where(payment => payment.Method != first.Method).ToList());
        scene.Customer("pay-otherwise", ("first", first.Word), ("payment", last.Word));
        CheckoutSteps.Place(scene, last);
    }

    // A new dish is a new search: nothing of the one before is carried over.
    private static void Switch(Scene scene, string from, string ask)
    {
        var filter = SearchSteps.Dish(scene);
        scene.Customer(ask, ("from", from), ("dish", filter.Query!));
        SearchSteps.Show(scene, filter);
    }
}
