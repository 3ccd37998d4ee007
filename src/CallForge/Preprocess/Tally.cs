using CallForge.Conversations;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>Counts what became of the items while they pass.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, Counts> _types = new(StringComparer.Ordinal);

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
        var type = converted.Item.Scenario?.ScenarioType ?? "unknown";
        if (!_types.TryGetValue(type, out var counts)) _types[type] = counts = new Counts();
        counts.Requested++;
        foreach (var repair in converted.Repairs) Increment(Repairs, repair.Code);
        if (converted.Conversation is { } conversation)
        {
            counts.Accepted++;
            AddConversation(conversation);
        }
        else if (converted.Rejection is { } rejection)
        {
            counts.Rejected++;
            Increment(Rejections, rejection.Code);
        }
        else if (converted.Item.Failure is { } failure)
        {
            counts.Failed++;
            Increment(Failures, failure.Reason);
        }
        else
            counts.Pending++;
    }

    public Funnel Total() => _types.Values.Aggregate(new Funnel(0, 0, 0, 0, 0), (sum, counts) => new Funnel(
        sum.Requested + counts.Requested, sum.Accepted + counts.Accepted, sum.Rejected + counts.Rejected, sum.Failed + counts.Failed, sum.Pending + counts.Pending));

    public SortedDictionary<string, Funnel> ByType() => new(_types.ToDictionary(type => type.Key, type => type.Value.ToFunnel()), StringComparer.Ordinal);

    private void AddConversation(Conversation conversation)
    {
        var customerTurns = conversation.Turns.Count(turn => turn is CustomerTurn);
        CustomerTurns[customerTurns] = CustomerTurns.GetValueOrDefault(customerTurns) + 1;
        foreach (var call in conversation.Turns.OfType<AssistantTurn>().SelectMany(turn => turn.Calls)) Increment(ToolCalls, call.Name);
    }

    private static void Increment(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
