using CallForge.Conversations;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>Counts what became of the items while they pass.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, Counts> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Counts> _groups = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Rejections { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> Repairs { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, int> ToolCalls { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<int, int> CustomerTurns { get; } = [];

    private sealed class Counts
    {
        public int Requested, Accepted, Rejected, Failed, Pending;

        public Funnel ToFunnel() => new(Requested, Accepted, Rejected, Failed, Pending);
    }

    public void Add(Converted converted)
    {
        Count(_types, converted.Item.Scenario?.ScenarioType ?? "unknown", converted);
        if (converted.Item.Scenario?.Group is { } group) Count(_groups, group, converted);
        foreach (var repair in converted.Repairs) Increment(Repairs, repair.Code);
        if (converted.Conversation is { } conversation) AddConversation(conversation);
        else if (converted.Rejection is { } rejection) Increment(Rejections, rejection.Code);
        else if (converted.Item.Failure is { } failure) Increment(Failures, failure.Reason);
    }

    private static void Count(SortedDictionary<string, Counts> all, string key, Converted converted)
    {
        if (!all.TryGetValue(key, out var counts)) all[key] = counts = new Counts();
        counts.Requested++;
        if (converted.Conversation is not null) counts.Accepted++;
        else if (converted.Rejection is not null) counts.Rejected++;
        else if (converted.Item.Failure is not null) counts.Failed++;
        else counts.Pending++;
    }

    public Funnel Total() => _types.Values.Aggregate(new Funnel(0, 0, 0, 0, 0), (sum, counts) => new Funnel(
        sum.Requested + counts.Requested, sum.Accepted + counts.Accepted, sum.Rejected + counts.Rejected, sum.Failed + counts.Failed, sum.Pending + counts.Pending));

    public SortedDictionary<string, Funnel> ByType() => Funnels(_types);

    /// <summary>Null if no scenario has a group.</summary>
    public SortedDictionary<string, Funnel>? ByGroup() => _groups.Count > 0 ? Funnels(_groups) : null;

    private static SortedDictionary<string, Funnel> Funnels(SortedDictionary<string, Counts> all) =>
        new(all.ToDictionary(counts => counts.Key, counts => counts.Value.ToFunnel()), StringComparer.Ordinal);

    private void AddConversation(Conversation conversation)
    {
        var customerTurns = conversation.Turns.Count(turn => turn is CustomerTurn);
        CustomerTurns[customerTurns] = CustomerTurns.GetValueOrDefault(customerTurns) + 1;
        foreach (var call in conversation.Turns.OfType<AssistantTurn>().SelectMany(turn => turn.Calls)) Increment(ToolCalls, call.Name);
    }

    private static void Increment(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
