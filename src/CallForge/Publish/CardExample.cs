using System.Text;
using System.Text.Json;

namespace CallForge.Publish;

/// <summary>A row as the card shows it: a message on a line, long texts cut, and the cuts told.</summary>
internal static class CardExample
{
    private const int MaxColumn = 300;
    private const int MaxMessage = 2000;

    public static string Of(JsonElement row)
    {
        var (json, cuts) = (new StringBuilder("{\n"), new List<string>());
        var columns = row.EnumerateObject().ToList();
        foreach (var column in columns)
        {
            json.Append("  ").Append(Markdown.JsonString(column.Name)).Append(": ");
            if (column.Value.ValueKind == JsonValueKind.Array) WriteList(json, column, cuts);
            else json.Append(Value(column.Value, column.Name, MaxColumn, cuts));
            json.Append(column.Name == columns[^1].Name ? "\n" : ",\n");
        }

        json.Append("}\n");
        var fenced = Markdown.Fenced("json", json.ToString());
        return cuts.Count == 0 ? fenced : $"{fenced}\nCut here at `…`: {string.Join(", ", cuts)}.\n";
    }

    private static void WriteList(StringBuilder json, JsonProperty column, List<string> cuts)
    {
        var items = column.Value.EnumerateArray().ToList();
        json.Append("[\n");
        for (var i = 0; i < items.Count; i++)
            json.Append("    ").Append(Value(items[i], column.Name, MaxMessage, cuts)).Append(i == items.Count - 1 ? "\n" : ",\n");
        json.Append("  ]");
    }

    private static string Value(JsonElement value, string column, int max, List<string> cuts) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value.GetString()!, column, max, cuts),
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(key => $"{Markdown.JsonString(key.Name)}: {Value(key.Value, column, max, cuts)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(item => Value(item, column, max, cuts)))}]",
        _ => value.GetRawText(),
    };

    private static string Text(string text, string column, int max, List<string> cuts)
    {
        if (text.Length <= max) return Markdown.JsonString(text);
        cuts.Add($"{Markdown.Code(column)} ({Markdown.Count(text.Length)} characters)");
        return Markdown.JsonString($"{text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)]}…");
    }
}
