using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Files;

/// <summary>A line of <c>results.jsonl</c>, as far as it is read back: whose transcript, and its text.</summary>
internal readonly record struct TranscriptLine(string CustomId, JsonText Transcript)
{
    /// <param name="line">Only valid for now; what is kept of it is copied.</param>
    /// <exception cref="JsonException">The line is not one of ours.</exception>
    public static TranscriptLine Parse(ReadOnlySpan<byte> line)
    {
        string? customId = null;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("transcript"u8))
                return new TranscriptLine(customId ?? throw new JsonException("it has no custom_id"), TextAt(line[(int)reader.BytesConsumed..]));
            var isCustomId = reader.ValueTextEquals("custom_id"u8);
            reader.Read();
            if (isCustomId)
                customId = reader.GetString();
            else
                reader.Skip();
        }

        throw new JsonException("it has no transcript");
    }

    private static JsonText TextAt(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" :"u8);
        return rest is [(byte)'"', .. var text] && JsonText.LengthOf(text, 0) is >= 0 and var length
            ? new JsonText(text[..length].ToArray())
            : throw new JsonException("its transcript is no string");
    }
}
