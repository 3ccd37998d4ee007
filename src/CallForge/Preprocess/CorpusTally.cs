using CallForge.Conversations;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>Counts what the accepted conversations consist of. Their order does not matter.</summary>
internal sealed class CorpusTally(IReadOnlyList<Tool> tools)
{
    private readonly TextCounter _openings = new();
    private readonly TextCounter _closings = new();
    private readonly TextCounter _closingSentences = new();
    private readonly SortedDictionary<string, TypeTally> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, int> _callsPerTurn = [];
    private readonly FunctionTally[] _functions = [.. tools.Select(tool => new FunctionTally(tool))];
    private int _parallelConversations;

    public void Add(string scenarioType, Traits conversation)
    {
        _openings.Add(conversation.Opening);
        _closings.Add(conversation.Closing);
        _closingSentences.Add(conversation.ClosingSentence);
        if (!_types.TryGetValue(scenarioType, out var type)) _types[scenarioType] = type = new TypeTally();
        type.Add(conversation);
        foreach (var calls in conversation.CallsPerTurn) Increment(_callsPerTurn, calls);
        if (conversation.CallsPerTurn.Any(calls => calls > 1)) _parallelConversations++;
        foreach (var call in conversation.Calls) _functions[call.Function].Add(call);
        foreach (var function in conversation.Calls.Select(call => call.Function).Distinct()) _functions[function].AddConversation();
    }

    public CorpusFigures ToFigures(ScenarioFigures? scenarios) => new(
        _openings.ToFigures(), _closings.ToFigures(), _closingSentences.ToFigures(),
        new(_types.ToDictionary(type => type.Key, type => type.Value.ToFigures()), StringComparer.Ordinal),
        _callsPerTurn, _parallelConversations,
        [.. _functions.Select(function => function.ToFigures())],
        scenarios);

    private static void Increment(SortedDictionary<int, int> counts, int key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private sealed class TypeTally
    {
        private readonly HashSet<ulong> _openings = [];
        private readonly SortedDictionary<int, int> _calls = [];
        private readonly SortedDictionary<int, int> _customerTurns = [];

        public void Add(Traits conversation)
        {
            _openings.Add(conversation.Opening.Hash);
            Increment(_calls, conversation.Calls.Count);
            Increment(_customerTurns, conversation.CustomerTurns);
        }

        public TypeFigures ToFigures() => new(_openings.Count, _calls, _customerTurns);
    }
}
