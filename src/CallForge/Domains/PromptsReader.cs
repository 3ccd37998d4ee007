using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Reads the prompts and fills in all that is the same in every request.</summary>
internal sealed partial class PromptsReader(PackFiles files, IReadOnlyList<Tool> tools, IReadOnlyList<string> examples, PackMistakes mistakes)
{
    public Prompts Read(IReadOnlyList<string> instructions, string? request, string? system)
    {
        var constant = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{{tools}}"] = Lines(tools.Select(ToolLine)),
            ["{{returns}}"] = Lines(tools.Select(ReturnsLine)),
            ["{{examples}}"] = Lines(examples.Select(example => $"<example>\n{example}\n</example>")),
        };
        return new Prompts(
            Placeholder().Replace(Text(instructions, [.. constant.Keys]), match => constant.GetValueOrDefault(match.Value, match.Value)),
            Text(request is null ? [] : [request], ["{{scenario}}"]),
            Text(system is null ? [] : [system], ["{{user_id}}", "{{date}}"]));
    }

    /// <summary>The files one after the other, in which each placeholder must stand once.</summary>
    private string Text(IReadOnlyList<string> names, IReadOnlyList<string> placeholders)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        List<string> texts = [];
        foreach (var name in names)
        {
            if (files.Text(name, mistakes) is not { } text) continue;
            texts.Add(text.Trim());
            foreach (var match in Placeholder().EnumerateMatches(text))
                Check(text.Substring(match.Index, match.Length), name, line: 1 + text.AsSpan(0, match.Index).Count('\n'), found, placeholders);
        }

        // A missing file has been named already, and may be the one with the placeholder.
        foreach (var missing in placeholders.Where(placeholder => texts.Count > 0 && texts.Count == names.Count && !found.Contains(placeholder)))
            mistakes.Add(names[^1], 1, $"the placeholder '{missing}' stands in none of {string.Join(", ", names)}; write it where its text belongs.");
        return string.Join("\n\n", texts);
    }

    private void Check(string placeholder, string file, int line, HashSet<string> found, IReadOnlyList<string> known)
    {
        if (!known.Contains(placeholder))
            mistakes.Add(file, line, $"the placeholder '{placeholder}' is unknown; {NearestName.Remedy(placeholder, known)}");
        else if (!found.Add(placeholder))
            mistakes.Add(file, line, $"the placeholder '{placeholder}' stands twice; keep one.");
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string ToolLine(Tool tool) => Object(writer =>
    {
        writer.WriteString("name", tool.Name);
        writer.WriteString("description", tool.Description);
        Write(writer, "parameters", tool.Parameters);
    });

    private static string ReturnsLine(Tool tool) => Object(writer =>
    {
        writer.WriteString("name", tool.Name);
        Write(writer, "returns", tool.Returns);
    });

    private static void Write(Utf8JsonWriter writer, string key, JsonElement schema)
    {
        // A tool with a mistake may lack its schema.
        if (schema.ValueKind == JsonValueKind.Undefined) return;
        writer.WritePropertyName(key);
        schema.WriteTo(writer);
    }

    private static string Object(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    [GeneratedRegex(@"\{\{[^{}\n]*\}\}")]
    private static partial Regex Placeholder();
}
