using CallForge.Domains;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>Counts what became of the items while they pass.</summary>
internal sealed class Tally(DomainPack pack)
{
    private readonly CheckTally _checks = new();
    private readonly CorpusTally _corpus = new(pack.Tools);
    private readonly ScenarioTally _scenarios = new(pack.Pools);

    public SortedDictionary<string, Funnel> Types { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, Funnel> Groups { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Rejections { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Repairs { get; } = new(StringComparer.Ordinal);

    public void Add(Converted converted)
    {
        var type = converted.Item.Scenario?.ScenarioType ?? "unknown";
        var outcome = OutcomeOf(converted);
        Types[type] = Types.GetValueOrDefault(type, Funnel.Empty) + outcome;
        if (converted.Item.Scenario?.Group is { } group) Groups[group] = Groups.GetValueOrDefault(group, Funnel.Empty) + outcome;
        foreach (var repair in converted.Repairs) Increment(Repairs, repair.Code);
        if (converted.Rejection is { } rejection) Increment(Rejections, rejection.Code);
        else if (converted.Item.Failure is { } failure) Increment(Failures, failure.Reason);
        _checks.Add(type, converted);
        if (converted.Traits is { } traits) _corpus.Add(type, traits);
        if (converted.Item.Scenario is { } scenario) _scenarios.Add(scenario, outcome);
    }

    public Funnel Total() => Types.Values.Aggregate(Funnel.Empty, (sum, funnel) => sum + funnel);

    public CheckFigures Checks(CheckOptions options) => _checks.ToFigures(options);

    public CorpusFigures Corpus() => _corpus.ToFigures(_scenarios.ToFigures());

    private static Funnel OutcomeOf(Converted converted) => converted switch
    {
        { IsAccepted: true } => Funnel.Empty with { Requested = 1, Accepted = 1 },
        { Rejection: not null } => Funnel.Empty with { Requested = 1, Rejected = 1 },
        { Item.Failure: not null } => Funnel.Empty with { Requested = 1, Failed = 1 },
        _ => Funnel.Empty with { Requested = 1, Pending = 1 },
    };

    private static void Increment(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
