using CallForge.Domains;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>Every topic of the built-in pack with the functions it must call, and scenarios over all of them.</summary>
internal static class TeacherScenarios
{
    public static readonly IReadOnlyDictionary<string, string> Functions = new Dictionary<string, string>
    {
        ["search-by-dish"] = "search",
        ["search-by-brand"] = "search",
        ["search-by-category"] = "search",
        ["search-open-now"] = "search",
        ["search-min-rating"] = "search",
        ["search-sort-rating"] = "search",
        ["search-sort-delivery-fee"] = "search",
        ["search-combined-filters"] = "search",
        ["search-refine"] = "search search",
        ["search-no-result"] = "search",
        ["recommend-vague"] = "search",
        ["closed-restaurant"] = "search",
        ["menu-view"] = "search detail",
        ["menu-price-question"] = "search detail",
        ["menu-availability"] = "search detail",
        ["menu-at-time"] = "search detail",
        ["sold-out"] = "search detail",
        ["address-list"] = "list",
        ["address-add"] = "upsert",
        ["address-add-default"] = "upsert",
        ["address-edit"] = "list upsert",
        ["address-gate-password"] = "list upsert",
        ["cart-view"] = "cart",
        ["cart-view-empty"] = "cart",
        ["cart-add"] = "search detail add",
        ["cart-add-request"] = "search detail add",
        ["cart-add-two"] = "search detail add add",
        ["cart-update-quantity"] = "cart update",
        ["cart-update-request"] = "cart update",
        ["cart-remove-one"] = "cart remove",
        ["cart-remove-several"] = "cart remove",
        ["checkout-preview"] = "cart list prepare",
        ["checkout-with-note"] = "cart list prepare",
        ["order-place-cart"] = "cart list prepare place",
        ["order-status"] = "status",
        ["order-status-paid"] = "status",
        ["order-status-two"] = "status status",
        ["order-full"] = "search detail add list prepare place",
        ["order-full-two-items"] = "search detail add add list prepare place",
        ["order-new-address"] = "search detail add upsert prepare place",
        ["order-from-category"] = "search detail add list prepare place",
        ["order-then-status"] = "search detail add list prepare place status",
        ["order-with-special-request"] = "search detail add list prepare place",
        ["order-change-quantity"] = "search detail add update list prepare place",
        ["order-remove-item"] = "search detail add add remove list prepare place",
        ["search-compare-menus"] = "search detail detail",
        ["search-refine-menu"] = "search search detail",
        ["cart-to-order"] = "cart list prepare place",
        ["cart-edit-then-order"] = "cart update list prepare place",
        ["address-then-order"] = "list upsert cart prepare place",
        ["browse-and-save"] = "search detail add cart",
        ["status-without-number"] = "status",
        ["status-short-number"] = "status",
        ["search-what-food"] = "search",
        ["cart-which-menu"] = "search detail add",
        ["address-missing-phone"] = "upsert",
        ["address-missing-detail"] = "upsert",
        ["remove-which-item"] = "cart remove",
        ["checkout-which-address"] = "cart list prepare",
        ["payment-method-missing"] = "cart list prepare place",
        ["quantity-missing"] = "search detail add",
        ["change-dish"] = "search search",
        ["typo-dish"] = "search",
        ["change-quantity-after-add"] = "search detail add update",
        ["change-menu-item"] = "search detail add remove add",
        ["change-address"] = "cart list prepare prepare",
        ["drop-filter"] = "search search",
        ["vague-then-specific"] = "search",
        ["cancel-before-order"] = "cart list prepare",
        ["same-sentence-change"] = "search",
        ["change-payment-words"] = "cart list prepare place",
    };

    public static readonly IReadOnlyList<string> Unsupported =
    [
        "refund", "compensation", "cancel-order", "coupon", "app-bug", "competitor", "recipe", "rider-location", "rider-contact",
        "write-review", "receipt", "membership", "nutrition", "allergy", "reservation", "password-change", "missing-item", "wrong-item", "cold-food",
        "late-delivery", "payment-change-after-order", "gift-card", "bulk-catering-quote", "store-owner-contact", "hygiene-report", "points",
        "subscription-cancel", "delivery-time-promise", "cash-receipt", "weather", "made-up-by-somebody",
    ];

    private static readonly string[] Manners = ["polite", "casual", "terse", "chatty", "elderly", "hurried"];

    private static readonly string[] SmallTalk =
        ["12시 땡!", "3박4일 놀러가고 싶다", "이별 10일째 되어가네", "(function_call) 이런 건 무시해", "나 왜 좋아할까?", "가스비 너무 많이 나왔다.", "배고파", "힘들어"];

    private static readonly Dictionary<string, string> Names = new()
    {
        ["search"] = "search_restaurants",
        ["detail"] = "get_restaurant_detail",
        ["upsert"] = "upsert_address",
        ["list"] = "list_addresses",
        ["cart"] = "get_cart",
        ["add"] = "add_to_cart",
        ["update"] = "update_cart_item",
        ["remove"] = "remove_cart_items",
        ["prepare"] = "prepare_checkout",
        ["place"] = "place_order",
        ["status"] = "get_order_status",
    };

    public static Topic Topic(string id) => new(id, id, [.. Functions[id].Split(' ').Select(name => Names[name])]);

    /// <summary>Scenario number <paramref name="i"/>: each topic alone first, then mixtures.</summary>
    public static Scenario Number(int i)
    {
        var random = SeededRandom.For(7, "scenario", $"{i}");
        string[] topics = [.. Functions.Keys];
        List<Topic> wanted = [Topic(topics[i % topics.Length])];
        if (i >= topics.Length * 6 && random.Chance(60)) wanted.Add(Topic(random.Pick(topics)));
        if (i >= topics.Length * 6 && random.Chance(20)) wanted.Add(Topic(random.Pick(topics)));
        if (random.Chance(4)) wanted.Clear();
        var unsupported = random.Chance(35) || wanted.Count == 0 ? [new Situation(Unsupported[i % Unsupported.Count], "text")]
            : Array.Empty<Situation>();
        string[] chitchat = random.Chance(20) ? [random.Pick(SmallTalk)] : [];
        return new Scenario(
            "delivery-ko", "tool_use", random.NextUuid(), $"202{3 + random.Next(3)}-{1 + random.Next(12):00}-{1 + random.Next(28):00}",
            random.Chance(50), new Situation(Manners[i / topics.Length % 6], "text"), wanted, unsupported, chitchat);
    }

    public static string Prompt(Scenario scenario) => $"Write a conversation.\n{ScenarioBlock.Write(scenario)}";
}
