using System.Buffers;
using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>Objects that name a key twice: like Python, the last value counts and stands where the first stood.</summary>
internal static class RepeatedKeys
{
    private const int MaxKeysCompared = 64;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 128 };

    /// <summary>False only if no object repeats a key; escaped keys and very wide objects are left to <see cref="KeepLast"/>.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static bool MayExist(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var keys = new List<Range>();
        var firstKeys = new Stack<int>();
        var mayExist = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                firstKeys.Push(keys.Count);
            else if (reader.TokenType == JsonTokenType.EndObject)
                keys.RemoveRange(firstKeys.Peek(), keys.Count - firstKeys.Pop());
            else if (reader.TokenType == JsonTokenType.PropertyName && !mayExist)
            {
                mayExist = reader.ValueIsEscaped || keys.Count - firstKeys.Peek() >= MaxKeysCompared;
                for (var i = firstKeys.Peek(); i < keys.Count && !mayExist; i++)
                    mayExist = json[keys[i]].SequenceEqual(reader.ValueSpan);
                var start = (int)reader.TokenStartIndex + 1;
                keys.Add(start..(start + reader.ValueSpan.Length));
            }
        }

        return mayExist;
    }

    /// <summary>The same value with every key once.</summary>
    /// <param name="exist">Whether there was one twice.</param>
    public static ReadOnlySpan<byte> KeepLast(JsonElement value, out bool exist)
    {
        exist = false;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { MaxDepth = ReaderOptions.MaxDepth }))
            Copy(value, writer, ref exist);
        return output.WrittenSpan;
    }

    private static void Copy(JsonElement value, Utf8JsonWriter writer, ref bool exist)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new OrderedDictionary<string, JsonElement>();
                foreach (var member in value.EnumerateObject())
                {
                    exist |= members.ContainsKey(member.Name);
                    members[member.Name] = member.Value;
                }

                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Copy(member, writer, ref exist);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Copy(item, writer, ref exist);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
