using System.Buffers;
using System.Text.Json;
using CallForge.Files;
using ParquetSharp;

namespace CallForge.Publish;

/// <summary>A row of the dataset to show: the first with a call that is not long, if one comes soon.</summary>
internal static class ExampleRow
{
    private const int MaxRows = 100;
    private const int MaxTurns = 12;

    /// <summary>As JSON; null if the file has no rows.</summary>
    public static JsonElement? Read(string path)
    {
        var rows = Path.GetExtension(path) == ".parquet" ? OfParquet(path) : OfJsonl(path);
        return rows.Count == 0 ? null : rows.FirstOrDefault(row => HasCall(row) && Turns(row).Count() <= MaxTurns, rows.FirstOrDefault(HasCall, rows[0]));
    }

    private static bool HasCall(JsonElement row) => Turns(row).Any(turn =>
        turn.TryGetProperty("tool_calls", out _)
        || turn.EnumerateObject().Any(field => field.Value.ValueKind == JsonValueKind.String && (field.Value.ValueEquals("function_call") || field.Value.ValueEquals("tool_call") || field.Value.GetString()!.Contains("<tool_call>", StringComparison.Ordinal))));

    private static IEnumerable<JsonElement> Turns(JsonElement row) =>
        row.EnumerateObject().Where(column => column.Name != "tools" && column.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(column => column.Value.EnumerateArray()).Where(turn => turn.ValueKind == JsonValueKind.Object);

    private static List<JsonElement> OfJsonl(string path)
    {
        using var lines = new LineReader(path);
        var rows = new List<JsonElement>();
        while (rows.Count < MaxRows && lines.Read()) rows.Add(JsonElementOf(lines.Line));
        return rows;
    }

    /// <summary>Texts, and lists of structs of texts; what nests deeper is left out.</summary>
    private static List<JsonElement> OfParquet(string path)
    {
        using var reader = new ParquetFileReader(path);
        if (reader.FileMetaData.NumRowGroups == 0) return [];
        using var group = reader.RowGroup(0);
        var schema = reader.FileMetaData.Schema;
        var columns = new List<Leaf>();
        for (var i = 0; i < schema.NumColumns; i++)
        {
            using var type = schema.Column(i).LogicalType;
            if (schema.Column(i).Path.ToDotVector() is { Length: 1 or 4 } name) columns.Add(new Leaf(name, type is JsonLogicalType, ReadColumn(group, i)));
        }

        return [.. Enumerable.Range(0, (int)Math.Min(MaxRows, group.MetaData.NumRows)).Select(row => JsonElementOf(RowText(columns, row)))];
    }

    private static List<string?>[] ReadColumn(RowGroupReader group, int column)
    {
        var rows = new List<string?>[Math.Min(MaxRows, group.MetaData.NumRows)];
        for (var i = 0; i < rows.Length; i++) rows[i] = [];
        ParquetValues.Read(group, column, MaxRows, (row, value, isNull) =>
        {
            if (row >= rows.Length) return false;
            rows[row].Add(isNull ? null : System.Text.Encoding.UTF8.GetString(value));
            return true;
        });
        return rows;
    }

    private static ReadOnlyMemory<byte> RowText(List<Leaf> columns, int row)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var top in columns.GroupBy(column => column.Path[0]))
                if (top.First() is { Path.Length: 1 } text) json.WriteString(top.Key, text.Rows[row].FirstOrDefault());
                else WriteList(json, top.Key, [.. top], row);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<Leaf> fields, int row)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < fields[0].Rows[row].Count; i++)
        {
            json.WriteStartObject();
            foreach (var field in fields)
            {
                if (field.Rows[row].ElementAtOrDefault(i) is not { } value) continue;
                json.WritePropertyName(field.Path[3]);
                if (field.IsJson) json.WriteRawValue(value);
                else json.WriteStringValue(value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="Rows">The values of each row: one, or those of a list.</param>
    private sealed record Leaf(string[] Path, bool IsJson, List<string?>[] Rows);

    private static JsonElement JsonElementOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonlInspection.MaxDepth });
        return document.RootElement.Clone();
    }
}
