using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Values as they are made and read here: numbers are decimals, text is written in Python's style.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    public static string Write(JsonNode? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(PythonJson.Write(buffer.ToArray()));
    }

    public static JsonNode? Of(JsonElement element) => JsonNode.Parse(element.GetRawText());

    public static JsonNode Of(string text) => JsonValue.Create(text);

    public static JsonNode Of(decimal number) => JsonValue.Create(number);

    public static JsonNode Of(bool flag) => JsonValue.Create(flag);

    public static string? Text(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    public static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<decimal>(out var number) ? number : null;

    public static bool? Flag(JsonNode? value) => value?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public static bool IsScalar(JsonNode? value) => value is JsonValue;

    public static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    /// <summary>What an id is remembered under, be it a text or a number.</summary>
    public static string Key(JsonNode value) => Text(value) ?? Write(value);
}
