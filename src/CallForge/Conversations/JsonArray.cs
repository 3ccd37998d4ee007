using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>The items of a JSON array as slices of its text.</summary>
internal static class JsonArray
{
    /// <summary>Null if the value is no array.</summary>
    public static List<ReadOnlyMemory<byte>>? Items(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, RepeatedKeys.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return null;
        var items = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, json));
        return items;
    }

    /// <summary>The text of the value the reader stands on; it is left at the value's end.</summary>
    public static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }
}
