using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Several things fit what the customer said, so the agent asks which one is meant.</summary>
internal static class ChoiceActs
{
    /// <summary>One name and several branches, or a dish and several restaurants.</summary>
    public static void WhichBranch(Scene scene)
    {
        var brands = scene.World.Neighbourhood.Restaurants.Where(one => !one.IsGone).GroupBy(one => one.Brand)
            .Where(branches => branches.Count() > 1 && branches.Any(one => one.IsOpen) && !branches.Any(one => one.IsKnown))
            .Select(branches => branches.Key).ToList();
        var word = brands.Count > 0 ? scene.Pick(brands) : SearchSteps.DishWithChoice(scene).Query!;
        scene.Customer(brands.Count > 0 ? "ask-brand-menu" : "ask-dish-menu", ("name", word));
        scene.Results = scene.Functions.SearchRestaurants(new SearchFilter(Query: word));
        scene.Agent("which-branch", ("name", word), ("list", Listing.Restaurants(scene, scene.Results)), ("count", $"{scene.Results.Count}곳"));
        var chosen = scene.Pick(scene.Results.Where(one => one.IsOpen).ToList());
        var ordinal = Numerals.Ordinal(scene.Results.ToList().IndexOf(chosen));
        scene.Customer("answer-branch", ("name", chosen.Name), ("ordinal", ordinal));
        MenuSteps.Show(scene, chosen);
    }

    /// <summary>One word and several dishes: 돈까스 of 등심돈까스 and 치즈돈까스.</summary>
    public static void WhichDish(Scene scene)
    {
        CartBefore.LeaveClosed(scene);
        if (scene.World.Cart is { Items.Count: > 0 } cart && Alike(cart.Restaurant) is null) CartBefore.StartOver(scene);
        var isNew = scene.World.Cart is not { Items.Count: > 0 };
        var shop = isNew
            ? MenuSteps.EnterByName(scene, scene.Pick(MenuSteps.Open(scene).Where(one => Alike(one) is not null).ToList()), "ask-shop-menu")
            : MenuSteps.Enter(scene);
        var (word, menus) = Alike(shop)!.Value;
        scene.Customer("add-by-word", ("word", word));
        var list = string.Join(", ", menus.Select(menu => $"{menu.Name}({Numerals.Won(menu.Price)})"));
        scene.Agent("which-of-word", ("word", word), ("list", list));
        CartSteps.Add(scene, shop, scene.Pick(menus), 1, "answer-menu");
    }

    public static void WhichItem(Scene scene)
    {
        CartBefore.Ensure(scene, 2);
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
        CartBefore.Ensure(scene);
        CheckoutSteps.Prepare(scene, readsCart: true, "ask-preview", asksWhich: true);
        scene.Customer("only-looking");
        scene.Agent("not-ordered-yet");
    }

    public static void WhichAddressToEdit(Scene scene)
    {
        var phone = scene.World.Addresses.Phone();
        scene.Customer("edit-phone-somewhere", ("value", phone));
        scene.Functions.ListAddresses();
        var address = CheckoutSteps.ChooseAddress(scene, "which-address-to-edit");
        scene.Functions.UpsertAddress(address with { Phone = phone });
        scene.Agent("edit-phone-done", ("line1", address.Line1), ("value", phone));
    }

    public static void WhichOrder(Scene scene)
    {
        var (first, second) = (StatusActs.Past(scene), StatusActs.Past(scene));
        scene.Customer("ask-one-of-two", ("order", first.Id), ("order2", second.Id));
        scene.Agent("which-order");
        var isFirst = scene.Chance(50);
        scene.Customer(isFirst ? "answer-first-order" : "answer-second-order");
        StatusActs.Report(scene, isFirst ? first : second);
    }

    // Two dishes or more that one word names, none of which is called just so.
    private static (string Word, IReadOnlyList<MenuItem> Menus)? Alike(Restaurant shop)
    {
        foreach (var word in shop.Kind.Words)
        {
            var menus = shop.Available.Where(menu => menu.Name.Contains(word, StringComparison.Ordinal)).ToList();
            if (menus.Count > 1 && !menus.Exists(menu => menu.Name == word)) return (word, menus);
        }

        return null;
    }
}
