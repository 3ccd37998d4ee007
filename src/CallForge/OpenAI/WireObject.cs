using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// The members of a JSON object that tell a request's fate. A response echoes its whole prompt, most of a line; what is
/// not asked for is stepped over and never copied.
/// </summary>
internal sealed record WireObject(IReadOnlyDictionary<string, JsonElement> Members, IReadOnlyDictionary<string, WireObject> Objects)
{
    private static readonly HashSet<string> Wanted =
        ["custom_id", "error", "status_code", "status", "model", "output", "choices", "usage", "incomplete_details"];

    /// <summary>A nested object that is read the same way, or null.</summary>
    public WireObject? Object(string name) => Objects.GetValueOrDefault(name);

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
