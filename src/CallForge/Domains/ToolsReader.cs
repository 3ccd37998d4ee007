using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Conversations;
using CallForge.Text.Json;

namespace CallForge.Domains;

/// <summary>Reads <c>tools.json</c>: an array of <c>{name, description, parameters, returns}</c>.</summary>
internal sealed partial class ToolsReader(PackFiles files, PackMistakes mistakes)
{
    private const string File = "tools.json";
    private static readonly string[] Keys = ["name", "description", "parameters", "returns"];

    public IReadOnlyList<Tool> Read()
    {
        if (files.Text(File, mistakes) is not { } text) return [];
        try
        {
            var lines = new JsonLines(Encoding.UTF8.GetBytes(text));
            using var document = JsonDocument.Parse(text);
            foreach (var pointer in lines.Repeated)
                mistakes.Add(File, lines[pointer], $"the key '{TapePointer.Unescape(pointer.Split('/')[^1])}' stands twice in its object; keep one.");
            return Tools(document.RootElement.Clone(), lines);
        }
        catch (JsonException exception)
        {
            var reason = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            mistakes.Add(File, (exception.LineNumber ?? 0) + 1, $"this is not JSON: {reason}.");
            return [];
        }
    }

    private List<Tool> Tools(JsonElement root, JsonLines lines)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            mistakes.Add(File, lines[""], "the file must be a list of at least one tool, each {name, description, parameters, returns}.");
            return [];
        }

        List<Tool> tools = [];
        var allNamed = true;
        foreach (var (element, pointer) in root.EnumerateArray().Select((element, i) => (element, $"/{i}")))
        {
            var tool = Tool(element, pointer, lines);
            var isTwice = tool is not null && tools.Any(other => other.Name == tool.Name);
            if (isTwice) mistakes.Add(File, lines[$"{pointer}/name"], $"the tool '{tool!.Name}' stands twice; rename or remove one.");
            if (tool is null || isTwice) allNamed = false;
            else tools.Add(tool);
        }

        // With one name in doubt, every topic that uses it would be refused for a mistake made here.
        return allNamed ? tools : [];
    }

    /// <summary>A tool that has its name, whatever else is wrong with it.</summary>
    private Tool? Tool(JsonElement element, string pointer, JsonLines lines)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(File, lines[pointer], "a tool must be an object {name, description, parameters, returns}.");
            return null;
        }

        foreach (var key in element.EnumerateObject().Select(property => property.Name).Except(Keys))
            mistakes.Add(File, lines[$"{pointer}/{TapePointer.Escape(key)}"], $"the key '{key}' is unknown; {NearestName.Remedy(key, Keys)}");
        foreach (var key in Keys.Where(key => !element.TryGetProperty(key, out _)))
            mistakes.Add(File, lines[pointer], $"the tool {Named(element)}has no '{key}'; add it.");

        var schema = new ToolSchema(File, lines, mistakes);
        var parameters = element.TryGetProperty("parameters", out var value) ? schema.Arguments(value, $"{pointer}/parameters") : default;
        var returns = element.TryGetProperty("returns", out value) ? schema.Value(value, $"{pointer}/returns") : default;
        var description = Text(element, "description", pointer, lines);
        var name = Text(element, "name", pointer, lines);
        if (name is not null && !NamePattern().IsMatch(name))
        {
            mistakes.Add(File, lines[$"{pointer}/name"], $"the name '{name}' is not one that APIs take; use 1-64 of a-z, A-Z, 0-9, _ and -.");
            return null;
        }

        return name is null ? null : new Tool(name, description ?? "", parameters, returns);
    }

    private string? Text(JsonElement element, string key, string pointer, JsonLines lines)
    {
        if (!element.TryGetProperty(key, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())) return value.GetString();
        mistakes.Add(File, lines[$"{pointer}/{key}"], $"'{key}' must be a text that is not empty.");
        return null;
    }

    private static string Named(JsonElement tool) =>
        tool.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? $"'{name.GetString()}' " : "";

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex NamePattern();
}
