using CallForge.Domains;
using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Generate;

public sealed class GoldMixTests
{
    /// <summary>What a conversation of a group may be about, by ids, or beginnings that end in a hyphen: told here again, so that a slip in the pack is seen.</summary>
    private static readonly Dictionary<string, string[]> Groups = new()
    {
        ["단순/연속 검색"] = ["search-by-", "search-open-now", "search-min-rating", "search-sort-", "search-combined-filters", "search-refine", "search-two-dishes", "recommend-vague", "change-dish", "drop-filter", "change-min-rating", "change-sort", "undo-refinement"],
        ["메뉴 조회"] = ["menu-view", "menu-price-question", "menu-availability", "menu-at-time", "search-compare-menus", "search-refine-menu", "which-branch", "time-missing", "change-restaurant"],
        ["장바구니 조작"] = ["cart-view", "cart-add", "cart-add-", "cart-update-", "cart-remove-", "cart-which-menu", "quantity-missing", "quantity-missing-two", "remove-which-item", "which-dish", "new-quantity-missing", "request-missing", "change-quantity-after-add", "change-menu-item", "change-before-add", "change-request-after-add", "undo-remove"],
        ["주문 이력/상태"] = ["order-status", "order-status-", "status-", "which-order", "correct-order-number", "order-history", "rider-location"],
        ["주문 처리"] = ["checkout-preview", "checkout-with-note", "checkout-which-address", "order-place-cart", "order-with-pg-id", "cart-to-order", "payment-method-missing", "delivery-note-missing", "change-address", "change-payment-words", "cancel-before-order", "change-quantity-after-preview", "change-note-after-preview"],
        ["멀티턴 복합"] = ["order-", "cart-edit-then-order", "address-then-order", "browse-and-save"],
        ["비지원 시나리오"] = [],
        ["엣지 케이스"] = ["search-no-result", "search-empty-then-other", "sold-out", "closed-", "below-minimum-stop", "cart-view-empty", "checkout-empty-cart", "cart-other-restaurant", "menu-gone", "restaurant-gone", "cart-item-gone", "order-unknown", "typo-", "same-sentence-change", "vague-then-specific"],
    };

    [Fact]
    public async Task It_has_ten_conversations_of_each_group_each_about_what_its_group_says()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--mix", "gold", "--chitchat", "none"));
        var scenarios = Scenarios(cli);
        Assert.Equal(80, scenarios.Count);
        Assert.Equal(ScenarioTypes.All.Order(), scenarios.Select(scenario => scenario.ScenarioType).Distinct().Order());
        Assert.Equal(Groups.Keys.Order(), scenarios.Select(scenario => scenario.Group!).Distinct().Order());
        Assert.All(scenarios.GroupBy(scenario => scenario.Group!), group =>
        {
            Assert.Equal(10, group.Count());
            if (group.Key == "멀티턴 복합") Assert.All(group, scenario => Assert.Equal("multi_step", scenario.ScenarioType));
            Assert.All(group, scenario => Assert.True(Fits(scenario), $"{group.Key}: {string.Join(", ", Ids(scenario))}"));
        });
    }

    [Fact]
    public async Task Of_few_topics_none_repeats_before_all_have_had_their_turn()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--mix", "gold", "--chitchat", "none", "--seed", "7");
        var pack = DomainPackReader.Read("delivery-ko");
        var scenarios = Scenarios(cli);
        Assert.All(pack.Mixes.Single(mix => mix.Name == "gold").Entries.SelectMany(entry => entry.Draw.Select(draw => (entry, draw.Key, draw.Value.Of))), drawn =>
        {
            if (drawn.Of is null) return;
            var ids = drawn.Of.Select(place => pack.Pools.Ids(drawn.Key)[place]).ToList();
            var times = scenarios.Where(scenario => scenario.Group == drawn.entry.Group && scenario.ScenarioType == drawn.entry.ScenarioType)
                .SelectMany(Ids).Where(ids.Contains).CountBy(id => id).ToDictionary();
            Assert.Equal(drawn.entry.Share, times.Values.Sum());
            Assert.InRange(times.Values.Max(), 1, (drawn.entry.Share + ids.Count - 1) / ids.Count);
        });
    }

    [Fact]
    public async Task Growing_it_keeps_what_is_there_and_goes_on_in_turn()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--mix", "gold", "--chitchat", "none");
        var first = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        await cli.RunAsync("generate-batch", "--mix", "gold", "--chitchat", "none", "--count", "160");
        Assert.Equal(first, File.ReadAllBytes(cli.Data.BatchInputFilePath)[..first.Length]);
        var scenarios = Scenarios(cli);
        Assert.All(scenarios.GroupBy(scenario => scenario.Group!), group => Assert.Equal(20, group.Count()));
        Assert.Equal(16, scenarios.Where(scenario => scenario.ScenarioType == "unsupported").SelectMany(Ids).Distinct().Count());
    }

    [Fact]
    public async Task Of_several_drawn_at_once_none_stands_twice_in_a_scenario()
    {
        using var cli = new CommandLine();
        var pack = cli.PathOf("pack");
        await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", pack);
        File.AppendAllText(Path.Combine(pack, "domain.yaml"), "  three:\n    count: 7\n    entries:\n      - {type: tool_use, share: 7, topics: {count: 1-2, of: [menu-view, cart-view, sold-out]}}\n");
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--domain", pack, "--mix", "three", "--count", "100", "--chitchat", "none"));
        Assert.All(Scenarios(cli), scenario => Assert.Equal(Ids(scenario).Distinct(), Ids(scenario)));
        Assert.Equal([1, 2], Scenarios(cli).Select(scenario => scenario.Topics.Count).Distinct().Order());
        Assert.Equal(["cart-view", "menu-view", "sold-out"], Scenarios(cli).SelectMany(Ids).Distinct().Order());
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("classic")]
    public async Task A_mix_without_groups_says_nothing_of_them_and_makes_400_by_default(string mix)
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--mix", mix, "--chitchat", "none"));
        Assert.Equal(400, RunFile.Load(cli.Data.RunFilePath)!.Count);
        Assert.DoesNotContain("\\\"group\\\"", File.ReadAllText(cli.Data.BatchInputFilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_counts_what_became_of_each_group()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--mix", "gold"));
        Assert.Equal(Groups.Keys.Order(StringComparer.Ordinal), Report.Load(cli.Data.ReportFilePath)!.Groups!.Keys);
        Assert.All(Report.Load(cli.Data.ReportFilePath)!.Groups!.Values, funnel => Assert.Equal(new(10, 10, 0, 0, 0), funnel));
        Assert.Contains("accepted by group\n  단순/연속 검색                        10   100.0 %\n  멀티턴 복합                           10   100.0 %\n", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_groups_has_none_in_its_report()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "5");
        Assert.False(CommandLine.Json(cli.Data.ReportFilePath).TryGetProperty("groups", out _));
        Assert.DoesNotContain("by group", cli.Out, StringComparison.Ordinal);
    }

    private static bool Fits(Scenario scenario) => scenario.Group == "비지원 시나리오"
        ? scenario.Topics.Count == 0 && scenario.Unsupported.Count + scenario.Chitchat.Count == 1
        : Ids(scenario).All(id => Groups[scenario.Group!].Any(one => one.EndsWith('-') ? id.StartsWith(one, StringComparison.Ordinal) : id == one));

    private static IEnumerable<string> Ids(Scenario scenario) =>
        scenario.Topics.Select(topic => topic.Id).Concat(scenario.Unsupported.Select(situation => situation.Id));

    private static List<Scenario> Scenarios(CommandLine cli) =>
        [.. CommandLine.JsonLines(cli.Data.BatchInputFilePath).Select(line => ScenarioBlock.Find(line.GetProperty("body").GetProperty("input").GetString()!)!)];
}
