using System.Text;
using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Text.Rows.Reading;

/// <summary>A call as Qwen3.5 writes it: <c>&lt;function=name&gt;</c>, then a <c>&lt;parameter=key&gt;</c> for each argument.</summary>
internal static class XmlCall
{
    /// <summary>Null if it is not of that form.</summary>
    /// <param name="tools">Their schemas tell which values are texts: all are written without quotes.</param>
    public static ToolCall? Read(ReadOnlySpan<byte> xml, IReadOnlyDictionary<string, Tool> tools)
    {
        var text = Encoding.UTF8.GetString(xml).Trim();
        if (Between(ref text, "<function=", ">") is not { } name || !text.EndsWith("</function>", StringComparison.Ordinal)) return null;
        text = text[..^"</function>".Length].Trim();
        var arguments = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(arguments, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = RepeatedKeys.ReaderOptions.MaxDepth }))
        {
            writer.WriteStartObject();
            while (text.Length > 0)
            {
                if (Between(ref text, "<parameter=", ">\n") is not { } key) return null;
                var end = text.IndexOf("\n</parameter>", StringComparison.Ordinal);
                if (end < 0) return null;
                writer.WritePropertyName(key);
                writer.WriteRawValue(Value(text[..end], tools.GetValueOrDefault(name), key), skipInputValidation: true);
                text = text[(end + "\n</parameter>".Length)..].TrimStart();
            }

            writer.WriteEndObject();
        }

        return new ToolCall(name, PythonJson.Rewrite(arguments.WrittenMemory.ToArray(), out _));
    }

    private static string? Between(ref string text, string before, string after)
    {
        var end = text.IndexOf(after, StringComparison.Ordinal);
        if (!text.StartsWith(before, StringComparison.Ordinal) || end < before.Length) return null;
        var inside = text[before.Length..end];
        text = text[(end + after.Length)..].TrimStart(' ');
        return inside.Contains('\n', StringComparison.Ordinal) ? null : inside;
    }

    private static string Value(string text, Tool? tool, string key)
    {
        var python = text switch { "True" => "true", "False" => "false", "None" => "null", _ => text };
        return IsText(tool, key) && python != "null" || !IsJson(python) ? Quote(text) : python;
    }

    private static bool IsText(Tool? tool, string key) =>
        tool is not null && tool.Parameters.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var schema)
        && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("string");

    private static bool IsJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), RepeatedKeys.ReaderOptions);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String && reader.CurrentDepth == 0) return false;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Quote(string text)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(text), output);
        return $"\"{Encoding.UTF8.GetString(output.WrittenSpan)}\"";
    }
}
