using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>
/// Rewrites JSON exactly as Python's <c>json.dumps(json.loads(x))</c> would: <c>", "</c> and <c>": "</c>, numbers
/// normalised, the last of two equal keys at the place of the first. Chat templates render tools and calls this way
/// (transformers' <c>tojson</c>), so text written in another style is not what the model sees when served.
/// </summary>
internal static class PythonJson
{
    /// <summary>Writes one JSON value with <c>ensure_ascii=False</c>.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output) => Write(json, output, ensureAscii: false);

    /// <summary>Writes one JSON value with <c>ensure_ascii=True</c>, as batch output files are written.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static void WriteAscii(ReadOnlySpan<byte> json, IBufferWriter<byte> output) => Write(json, output, ensureAscii: true);

    /// <summary>The same text if it is written in that style already.</summary>
    /// <param name="json">UTF-8.</param>
    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, out bool)"/>
    public static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> json, out bool repeatsKey)
    {
        repeatsKey = false;
        var buffer = ArrayPool<byte>.Shared.Rent(PlainJson.MaxLength(json.Length));
        try
        {
            if (!PlainJson.TryWrite(json.Span, buffer, out var length)) return Write(json.Span, out repeatsKey);
            var written = buffer.AsSpan(0, length);
            return written.SequenceEqual(json.Span) ? json : written.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] Write(ReadOnlySpan<byte> json) => Write(json, out _);

    /// <param name="repeatsKey">Whether a value was left out because a later one has the same key.</param>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static byte[] Write(ReadOnlySpan<byte> json, out bool repeatsKey)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        repeatsKey = Write(json, output, ensureAscii: false);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Write(JsonElement element) => Write(Encoding.UTF8.GetBytes(element.GetRawText()));

    private static bool Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool ensureAscii)
    {
        try
        {
            if (RepeatedKeys.MayExist(json)) return WriteKeepingLast(json, output, ensureAscii);
            WriteDirectly(json, output, ensureAscii);
            return false;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("The text has half of a surrogate pair.", exception);
        }
    }

    private static void WriteDirectly(ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool ensureAscii)
    {
        var reader = new Utf8JsonReader(json, RepeatedKeys.ReaderOptions);
        var separator = false;
        while (reader.Read())
        {
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (separator && !closes) output.Write(", "u8);
            WriteToken(ref reader, output, ensureAscii);
            separator = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
        }
    }

    private static void WriteToken(ref Utf8JsonReader reader, IBufferWriter<byte> output, bool ensureAscii)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                WriteString(ref reader, output, ensureAscii);
                output.Write(": "u8);
                break;
            case JsonTokenType.String: WriteString(ref reader, output, ensureAscii); break;
            case JsonTokenType.Number: PythonNumber.Write(reader.ValueSpan, output); break;
            default: output.Write(reader.ValueSpan); break;
        }
    }

    private static void WriteString(ref Utf8JsonReader reader, IBufferWriter<byte> output, bool ensureAscii)
    {
        if (!reader.ValueIsEscaped)
        {
            WriteQuoted(reader.ValueSpan, output, ensureAscii);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        WriteQuoted(buffer.AsSpan(0, reader.CopyString(buffer)), output, ensureAscii);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void WriteQuoted(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output, bool ensureAscii)
    {
        output.Write("\""u8);
        if (ensureAscii)
            PythonString.WriteAscii(utf8, output);
        else
            PythonString.WriteEscaped(utf8, output);
        output.Write("\""u8);
    }

    private static bool WriteKeepingLast(ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool ensureAscii)
    {
        var reader = new Utf8JsonReader(json, RepeatedKeys.ReaderOptions);
        var value = JsonElement.ParseValue(ref reader);
        if (reader.Read()) throw new JsonException("Text follows the JSON value.");
        WriteDirectly(RepeatedKeys.KeepLast(value, out var exist), output, ensureAscii);
        return exist;
    }
}
