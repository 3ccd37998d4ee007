using System.Text.Json;

namespace CallForge.Files;

/// <summary>A line of <c>results.jsonl</c>, as far as it is read back: whose transcript, and its text as UTF-8.</summary>
internal readonly record struct TranscriptLine(string CustomId, byte[] Transcript)
{
    /// <exception cref="JsonException">The line is not one of ours.</exception>
    public static TranscriptLine Parse(ReadOnlySpan<byte> line)
    {
        string? customId = null;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTranscript = reader.ValueTextEquals("transcript"u8);
            var isCustomId = reader.ValueTextEquals("custom_id"u8);
            reader.Read();
            if (isCustomId)
                customId = reader.GetString();
            else if (isTranscript)
            {
                var text = new byte[reader.ValueSpan.Length];
                return new TranscriptLine(customId ?? throw new JsonException("it has no custom_id"), text[..reader.CopyString(text)]);
            }
            else
                reader.Skip();
        }

        throw new JsonException("it has no transcript");
    }
}
