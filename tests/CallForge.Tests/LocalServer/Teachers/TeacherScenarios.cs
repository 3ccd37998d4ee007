using CallForge.Domains;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>Scenarios over every topic of the built-in pack.</summary>
internal static class TeacherScenarios
{
    private static readonly Pools Pools = DomainPackReader.Read("delivery-ko").Pools;

    public static readonly IReadOnlyList<Topic> Topics =
        [.. Pools.Topics, .. Pools.Chains, .. Pools.Clarifications, .. Pools.Corrections];

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

    /// <summary>Scenario number <paramref name="i"/>: each topic alone first, then mixtures.</summary>
    public static Scenario Number(int i)
    {
        var random = SeededRandom.For(7, "scenario", $"{i}");
        List<Topic> wanted = [Topics[i % Topics.Count]];
        if (i >= Topics.Count * 6 && random.Chance(60)) wanted.Add(random.Pick(Topics));
        if (i >= Topics.Count * 6 && random.Chance(20)) wanted.Add(random.Pick(Topics));
        if (random.Chance(4)) wanted.Clear();
        var unsupported = random.Chance(35) || wanted.Count == 0 ? [new Situation(Unsupported[i % Unsupported.Count], "text")]
            : Array.Empty<Situation>();
        string[] chitchat = random.Chance(20) ? [random.Pick(SmallTalk)] : [];
        return new Scenario(
            "delivery-ko", "tool_use", random.NextUuid(), $"202{3 + random.Next(3)}-{1 + random.Next(12):00}-{1 + random.Next(28):00}",
            random.Chance(50), new Situation(Manners[i / Topics.Count % 6], "text"), wanted, unsupported, chitchat);
    }

    public static string Prompt(Scenario scenario) => $"Write a conversation.\n{ScenarioBlock.Write(scenario)}";
}
