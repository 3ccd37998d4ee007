namespace CallForge.Files;

/// <summary>What the accepted conversations consist of, as counts.</summary>
/// <param name="Openings">The first turns of the customers.</param>
/// <param name="Closings">The last turns of the assistant, which end each conversation.</param>
/// <param name="ClosingSentences">The last sentence of each closing.</param>
/// <param name="CallsPerTurn">Number of calls → turns of the assistant that make so many; turns without a call are left out.</param>
/// <param name="ParallelConversations">Conversations with at least one turn of several calls.</param>
/// <param name="Functions">Every function of the domain, called or not, in the order of the domain.</param>
/// <param name="Scenarios">Null where no request is known.</param>
internal sealed record CorpusFigures(
    TextFigures Openings,
    TextFigures Closings,
    TextFigures ClosingSentences,
    SortedDictionary<string, TypeFigures> ScenarioTypes,
    SortedDictionary<int, int> CallsPerTurn,
    int ParallelConversations,
    IReadOnlyList<FunctionFigures> Functions,
    ScenarioFigures? Scenarios)
{
    /// <summary>Function → calls, of those that are called.</summary>
    public SortedDictionary<string, int> ToolCalls() =>
        new(Functions.Where(function => function.Calls > 0).ToDictionary(function => function.Name, function => function.Calls), StringComparer.Ordinal);

    /// <summary>Number of calls → conversations of any type.</summary>
    public SortedDictionary<int, int> Calls() => Sum(ScenarioTypes.Values.Select(type => type.Calls));

    /// <summary>Number of customer turns → conversations of any type.</summary>
    public SortedDictionary<int, int> CustomerTurns() => Sum(ScenarioTypes.Values.Select(type => type.CustomerTurns));

    private static SortedDictionary<int, int> Sum(IEnumerable<SortedDictionary<int, int>> counts) =>
        new(counts.SelectMany(one => one).GroupBy(count => count.Key, count => count.Value).ToDictionary(group => group.Key, group => group.Sum()));
}

/// <param name="MostFrequent">Those that stand in more than one conversation, the most frequent first; not all of them.</param>
internal sealed record TextFigures(int Different, IReadOnlyList<TextCount> MostFrequent);

/// <param name="Text">Its beginning, if it is long.</param>
internal sealed record TextCount(string Text, int Count);

/// <param name="Openings">How many different ones there are.</param>
/// <param name="Calls">Number of calls → conversations that make so many.</param>
/// <param name="CustomerTurns">Number of turns of the customer → conversations that have so many.</param>
internal sealed record TypeFigures(int Openings, SortedDictionary<int, int> Calls, SortedDictionary<int, int> CustomerTurns);

/// <param name="Conversations">In how many it is called.</param>
/// <param name="UnknownArguments">Arguments that its schema does not have.</param>
/// <param name="Errors">Code of the error → responses that have it.</param>
internal sealed record FunctionFigures(
    string Name, int Calls, int Conversations, IReadOnlyList<ParameterFigures> Parameters, int UnknownArguments, SortedDictionary<string, int> Errors);

/// <param name="Used">Calls that name it, whatever its value.</param>
internal sealed record ParameterFigures(string Name, bool Required, int Used, int Omitted);

/// <summary>What became of the requests, by what was drawn for them. What the pack has and nobody drew is there with zeros.</summary>
/// <param name="Complaints"><c>yes</c> or <c>no</c>.</param>
/// <param name="Drawn">Pool → id → requests that drew it.</param>
internal sealed record ScenarioFigures(
    SortedDictionary<string, Funnel> Complaints,
    SortedDictionary<string, Funnel> Manners,
    SortedDictionary<string, SortedDictionary<string, Funnel>> Drawn);
