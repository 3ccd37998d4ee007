using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>
/// Reads the examples: a scenario and a transcript of it. The teacher copies what it sees, so a slip here
/// is a slip in many rows.
/// </summary>
internal sealed class ExampleReader(PackFiles files, TranscriptLabels labels, IReadOnlyList<Tool> tools, PackMistakes mistakes)
{
    private readonly List<string> _functions = [.. tools.Select(tool => tool.Name)];
    private readonly List<string> _callMarkers = [.. labels.FunctionCall.Select(label => $"({label})")];

    public IReadOnlyList<PackExample> Read(IEnumerable<string> names) => [.. names.Select(Read).OfType<PackExample>()];

    private PackExample? Read(string file)
    {
        if (files.Text(file, mistakes) is not { } text) return null;
        CheckScenario(file, text);
        foreach (var (content, line) in text.Split('\n').Select((content, i) => (content, i + 1)))
        {
            foreach (var id in Uuid.Meant(content).Where(id => !Uuid.IsWellFormed(id)).Distinct())
                mistakes.Add(file, line, $"the id '{id}' is not a UUID; write 8-4-4-4-12 hexadecimal digits.");
            if (_callMarkers.Find(marker => content.StartsWith(marker, StringComparison.Ordinal)) is { } marker)
                CheckCall(file, line, content.AsMemory(marker.Length));
        }

        return new PackExample(file, text.Trim());
    }

    private void CheckScenario(string file, string text)
    {
        // The block is one line, below the line that opens it.
        var line = 2 + text.AsSpan(0, Math.Max(0, text.LastIndexOf("<scenario>", StringComparison.Ordinal))).Count('\n');
        try
        {
            if (ScenarioBlock.Find(text) is not { } scenario)
                mistakes.Add(file, 1, "the example has no scenario; begin it with <scenario>, the scenario's JSON in one line, </scenario>.");
            else
                foreach (var function in scenario.Topics.SelectMany(topic => topic.Functions)) CheckFunction(file, line, function);
        }
        catch (JsonException exception)
        {
            mistakes.Add(file, line, $"the scenario cannot be read: {exception.Message}");
        }
    }

    private void CheckCall(string file, int line, ReadOnlyMemory<char> json)
    {
        try
        {
            using var payload = JsonDocument.Parse(json);
            var root = payload.RootElement;
            foreach (var call in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : Enumerable.Repeat(root, 1))
                CheckFunction(file, line, call.GetProperty("name").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            mistakes.Add(file, line, "this is no call; write (function_call) {\"name\": …, \"arguments\": {…}} in one line.");
        }
    }

    private void CheckFunction(string file, int line, string function)
    {
        if (_functions.Count == 0 || _functions.Contains(function)) return;
        var remedy = NearestName.Remedy(function, _functions);
        mistakes.Add(file, line, $"the example names function '{function}', which tools.json does not have; {remedy}");
    }
}
