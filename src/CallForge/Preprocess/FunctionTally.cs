using CallForge.Conversations;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>Counts the calls of one function.</summary>
internal sealed class FunctionTally(Tool tool)
{
    /// <summary>Codes come from the teacher, who can invent as many as there are calls.</summary>
    private const int MaxCodes = 100;
    private const string OtherCodes = "(other codes)";

    private readonly IReadOnlyList<string> _parameters = tool.ParameterNames;
    private readonly int[] _used = new int[tool.ParameterNames.Count];
    private readonly SortedDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _calls;
    private int _conversations;
    private int _unknownArguments;

    public void AddConversation() => _conversations++;

    public void Add(CallTraits call)
    {
        _calls++;
        _unknownArguments += call.UnknownArguments;
        foreach (var parameter in call.Used) _used[parameter]++;
        if (call.Error is not { } code) return;
        if (_errors.Count >= MaxCodes && !_errors.ContainsKey(code)) code = OtherCodes;
        _errors[code] = _errors.GetValueOrDefault(code) + 1;
    }

    public FunctionFigures ToFigures() => new(
        tool.Name, _calls, _conversations,
        [.. _parameters.Select((name, i) => new ParameterFigures(name, tool.IsRequired(name), _used[i], _calls - _used[i]))],
        _unknownArguments, _errors);
}
