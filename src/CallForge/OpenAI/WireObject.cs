using System.Buffers;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// The members of a JSON object that tell a request's fate. A response echoes its whole prompt, most of a line; what is
/// not asked for is stepped over and never copied.
/// </summary>
internal sealed record WireObject(IReadOnlyDictionary<string, JsonElement> Members, IReadOnlyDictionary<string, WireObject> Objects)
{
    private static readonly HashSet<string> Wanted =
    [
        "custom_id", "error", "status_code", "status", "model", "output", "choices", "usage", "incomplete_details",
        "message", "detail", "errors", "code", "type", "response", "body", // Errors are told in them, and bodies that are no object.
    ];

    /// <summary>A nested object that is read the same way, or null.</summary>
    public WireObject? Object(string name) => Objects.GetValueOrDefault(name);

    public string? Text(string name) => Members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What was not stepped over, as one value.</summary>
    public JsonElement AsElement()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static WireObject Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not a JSON object.");
        var read = Read(ref reader);
        return reader.Read() ? throw new JsonException("Text follows the JSON object.") : read;
    }

    private static WireObject Read(ref Utf8JsonReader reader)
    {
        var (members, objects) = (new Dictionary<string, JsonElement>(), new Dictionary<string, WireObject>());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name is "response" or "body" && reader.TokenType == JsonTokenType.StartObject)
                objects[name] = Read(ref reader);
            else if (Wanted.Contains(name))
                members[name] = JsonElement.ParseValue(ref reader);
            else
                reader.Skip();
        }

        return new WireObject(members, objects);
    }
}
