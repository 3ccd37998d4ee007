using System.Text.Json;
using CallForge.Domains;

namespace CallForge.Files;

/// <summary>The parts of a line of <c>batch_input.jsonl</c> that the tool itself needs.</summary>
internal readonly record struct RequestLine(string CustomId, string? Url, string? Model)
{
    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public static RequestLine Parse(ReadOnlySpan<byte> line)
    {
        var (customId, url, model) = ((string?)null, (string?)null, (string?)null);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("it is not a JSON object");
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2) continue;
            if (reader.CurrentDepth == 1 && reader.ValueTextEquals("custom_id"u8)) customId = customId is null ? ReadString(ref reader) : throw new JsonException("it has two custom_ids");
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("url"u8)) url = ReadString(ref reader);
            else if (reader.CurrentDepth == 2 && reader.ValueTextEquals("model"u8)) model = ReadString(ref reader);
        }

        return new RequestLine(customId ?? throw new JsonException("it has no custom_id"), url, model);
    }

    private static string? ReadString(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    /// <summary>Only the id: for files whose lines were checked before.</summary>
    public static string CustomIdOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("custom_id"u8)) return ReadString(ref reader) ?? throw new JsonException("its custom_id is no string");
            reader.Skip();
        }

        throw new JsonException("it has no custom_id");
    }

    /// <summary>
    /// Where the scenario of a generated line stands, with its tags; empty if it has none. The variable part comes last,
    /// so the block is searched from the end.
    /// </summary>
    public static ReadOnlySpan<byte> ScenarioBlockOf(ReadOnlySpan<byte> line)
    {
        var start = line.LastIndexOf("<scenario>"u8);
        var end = line.LastIndexOf("</scenario>"u8);
        return start < 0 || end < start ? default : line[start..(end + "</scenario>"u8.Length)];
    }

    /// <summary>The scenario of a line, or of its block alone, which stands inside a JSON string and is unescaped first; null if there is none.</summary>
    public static Scenario? ScenarioOf(ReadOnlySpan<byte> line)
    {
        var block = ScenarioBlockOf(line);
        if (block.IsEmpty) return null;
        var quoted = new byte[block.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        block.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return ScenarioBlock.Find(reader.GetString()!);
    }
}
