using System.Text.Json;

namespace CallForge.Preprocess;

/// <summary>Reads a JSON array of strings from a file, one string at a time.</summary>
internal static class ResultListReader
{
    private const int MaxItemLength = 64 * 1024 * 1024;

    public static IEnumerable<byte[]> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        var buffer = new byte[1 << 18];
        var (length, isFinal, line) = (0, false, 1L);
        var state = default(JsonReaderState);
        var items = new List<byte[]>();
        while (!isFinal)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, length < MaxItemLength ? length * 2 : throw Bad(path, line, "has an item longer than 64 MB"));
            var read = file.Read(buffer, length, buffer.Length - length);
            isFinal = read == 0;
            length += read;
            var used = ReadBlock(buffer.AsSpan(0, length), isFinal, ref state, items, path, ref line);
            buffer.AsSpan(used, length - used).CopyTo(buffer);
            length -= used;
            foreach (var item in items) yield return item;
            items.Clear();
        }
    }

    private static int ReadBlock(ReadOnlySpan<byte> block, bool isFinal, ref JsonReaderState state, List<byte[]> items, string path, ref long line)
    {
        var start = block.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(block[start..], isFinal, state);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 1)
                {
                    var text = new byte[reader.ValueSpan.Length];
                    items.Add(text[..reader.CopyString(text)]);
                }
                else if (reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
                    throw Bad(path, line + block[..(int)reader.TokenStartIndex].Count((byte)'\n'), "is not a JSON list of transcripts");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var place = exception is JsonException { LineNumber: { } number } ? number + 1 : line;
            throw Bad(path, place, $"is not a JSON list of transcripts ({exception.Message.TrimEnd('.')})", exception);
        }

        state = reader.CurrentState;
        line += block[..(start + (int)reader.BytesConsumed)].Count((byte)'\n');
        return start + (int)reader.BytesConsumed;
    }

    private static CommandFailure Bad(string path, long line, string what, Exception? inner = null) =>
        CommandFailure.Usage($"'{path}:{line}' {what}; give a result_lst.json as retrieve-batch writes it.", inner);
}
