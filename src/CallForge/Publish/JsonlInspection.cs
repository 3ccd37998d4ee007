using System.Text.Json;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>Reads a file of JSON lines whole, string by string.</summary>
internal static class JsonlInspection
{
    /// <summary>Arguments may be as deep as preprocess accepts them, and lie deep in a row themselves.</summary>
    public const int MaxDepth = 256;

    /// <exception cref="InvalidDataException">A line is not a JSON object.</exception>
    public static InspectedFile Read(string path, CancellationToken cancellationToken)
    {
        using var lines = new LineReader(path);
        var search = new SecretSearch();
        var secrets = new List<FoundSecret>();
        IReadOnlyList<Column> columns = [];
        while (lines.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.IsTooLong) throw new InvalidDataException($"line {lines.LineNumber} is longer than {LineReader.MaxLineLength / (1024 * 1024)} MB");
            try
            {
                var line = lines.Line.Span;
                if (!line.StartsWith("{"u8)) throw new JsonException();
                if (SearchLine(line, search) is { } kind && secrets.Count < FoundSecret.MaxOfFile)
                    secrets.Add(new FoundSecret($"line {lines.LineNumber}{IdOf(lines.Line, search)}", kind));
                if (lines.LineNumber == 1) columns = Columns(lines.Line);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException) // The latter: a lone surrogate.
            {
                throw new InvalidDataException($"line {lines.LineNumber} is not a JSON object", exception);
            }
        }

        return InspectedFile.Of(lines.LineNumber, columns, secrets);
    }

    private static string? SearchLine(ReadOnlySpan<byte> line, SecretSearch search)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        string? kind = null;
        var text = line.Length > 1024 ? new byte[line.Length] : stackalloc byte[1024];
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                kind ??= search.Find(reader.ValueIsEscaped ? text[..reader.CopyString(text)] : reader.ValueSpan);
        return kind;
    }

    /// <summary>The row's id, unless it is the secret itself.</summary>
    private static string IdOf(ReadOnlyMemory<byte> line, SecretSearch search)
    {
        using var row = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return row.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && search.Find(System.Text.Encoding.UTF8.GetBytes(id.GetString()!)) is null
            ? $" ('{id.GetString()}')"
            : "";
    }

    private static List<Column> Columns(ReadOnlyMemory<byte> line)
    {
        using var row = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return [.. row.RootElement.EnumerateObject().Select(column => new Column(column.Name, TypeOf(column.Value)))];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) =>
            $"list of {{{string.Join(", ", value.EnumerateArray().SelectMany(item => item.EnumerateObject()).Select(key => key.Name).Distinct())}}}",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "JSON",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "string or null",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
