using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>Counts what became of the requests by what was drawn for them, so that a loss that hits some more than others shows.</summary>
internal sealed class ScenarioTally
{
    /// <summary>Of ids that the pack no longer has.</summary>
    private const string UnknownPool = "unknown";

    private readonly SortedDictionary<string, Funnel> _complaints = NoneOf(["no", "yes"]);
    private readonly SortedDictionary<string, Funnel> _manners;
    private readonly SortedDictionary<string, SortedDictionary<string, Funnel>> _drawn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pools;
    private bool _isEmpty = true;

    public ScenarioTally(Pools pools)
    {
        _manners = NoneOf(pools.Manners.Select(manner => manner.Id));
        (string Pool, IEnumerable<string> Ids)[] ids =
        [
            ("topics", pools.Topics.Select(topic => topic.Id)),
            ("chains", pools.Chains.Select(topic => topic.Id)),
            ("clarifications", pools.Clarifications.Select(topic => topic.Id)),
            ("corrections", pools.Corrections.Select(topic => topic.Id)),
            ("unsupported", pools.Unsupported.Select(situation => situation.Id)),
        ];
        foreach (var (pool, members) in ids) _drawn[pool] = NoneOf(members);
        _pools = ids.SelectMany(pool => pool.Ids.Select(id => (id, pool.Pool))).ToDictionary(pair => pair.id, pair => pair.Pool, StringComparer.Ordinal);
    }

    public void Add(Scenario scenario, Funnel outcome)
    {
        _isEmpty = false;
        Add(_complaints, scenario.Complaint ? "yes" : "no", outcome);
        Add(_manners, scenario.Manner.Id, outcome);
        foreach (var id in scenario.Topics.Select(topic => topic.Id).Concat(scenario.Unsupported.Select(situation => situation.Id)))
        {
            var pool = _pools.GetValueOrDefault(id, UnknownPool);
            if (!_drawn.TryGetValue(pool, out var ids)) _drawn[pool] = ids = NoneOf([]);
            Add(ids, id, outcome);
        }
    }

    /// <summary>Null if no request was known.</summary>
    public ScenarioFigures? ToFigures() => _isEmpty ? null : new ScenarioFigures(_complaints, _manners, _drawn);

    private static void Add(SortedDictionary<string, Funnel> funnels, string key, Funnel outcome) =>
        funnels[key] = funnels.GetValueOrDefault(key, Funnel.Empty) + outcome;

    private static SortedDictionary<string, Funnel> NoneOf(IEnumerable<string> keys) =>
        new(keys.ToDictionary(key => key, _ => Funnel.Empty, StringComparer.Ordinal), StringComparer.Ordinal);
}
