using System.Text.Json;

namespace CallForge.Domains;

/// <summary>Reads the examples: a scenario and a transcript of it. The teacher copies what it sees, so a slip here is a slip in every row.</summary>
internal sealed class ExampleReader(PackFiles files, TranscriptLabels labels, IReadOnlyList<Tool> tools, PackMistakes mistakes)
{
    public IReadOnlyList<string> Read(IEnumerable<string> names) => [.. names.Select(Read).OfType<string>()];

    private string? Read(string file)
    {
        if (files.Text(file, mistakes) is not { } text) return null;
        CheckScenario(file, text);
        foreach (var (content, i) in text.Split('\n').Select((content, i) => (content, i)))
            CheckLine(file, i + 1, content);
        return text.Trim();
    }

    private void CheckScenario(string file, string text)
    {
        try
        {
            if (ScenarioBlock.Find(text) is { } scenario)
                foreach (var function in scenario.Topics.SelectMany(topic => topic.Functions)) CheckFunction(file, LineOf(text, "<scenario>") + 1, function);
            else
                mistakes.Add(file, 1, "the example has no scenario; begin it with <scenario>, the scenario's JSON in one line, </scenario>.");
        }
        catch (JsonException exception)
        {
            mistakes.Add(file, LineOf(text, "<scenario>"), $"the scenario cannot be read: {exception.Message}");
        }
    }

    private void CheckLine(string file, int line, string content)
    {
        foreach (var id in Uuid.Meant(content).Where(id => !Uuid.IsWellFormed(id)).Distinct())
            mistakes.Add(file, line, $"the id '{id}' is not a UUID; write 8-4-4-4-12 hexadecimal digits.");
        if (labels.FunctionCall.Select(label => $"({label})").FirstOrDefault(marker => content.StartsWith(marker, StringComparison.Ordinal)) is not { } marker) return;
        try
        {
            using var payload = JsonDocument.Parse(content.AsMemory(marker.Length));
            foreach (var call in payload.RootElement.ValueKind == JsonValueKind.Array ? payload.RootElement.EnumerateArray().ToArray() : [payload.RootElement])
                CheckFunction(file, line, call.GetProperty("name").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            mistakes.Add(file, line, "this is no call; write (function_call) {\"name\": …, \"arguments\": {…}} in one line.");
        }
    }

    private void CheckFunction(string file, int line, string function)
    {
        if (tools.Count > 0 && tools.All(tool => tool.Name != function))
            mistakes.Add(file, line, $"the example names function '{function}', which tools.json does not have; {NearestName.Remedy(function, tools.Select(tool => tool.Name))}");
    }

    private static int LineOf(string text, string part) => 1 + text.AsSpan(0, Math.Max(0, text.LastIndexOf(part, StringComparison.Ordinal))).Count('\n');
}
