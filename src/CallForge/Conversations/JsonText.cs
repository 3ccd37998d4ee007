using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CallForge.Conversations;

/// <summary>
/// A JSON string as it stands between its quotes in a file. To find its end is quick; to decode it is left to whoever
/// has the time: half of what a batch answers with may be <c>\uXXXX</c>.
/// </summary>
internal readonly record struct JsonText(ReadOnlyMemory<byte> Escaped)
{
    /// <summary>The length of the string that begins behind a quote, without the quote that ends it; negative if none ends it yet.</summary>
    /// <param name="searched">So much is known to hold no end.</param>
    public static int LengthOf(ReadOnlySpan<byte> text, int searched)
    {
        for (var end = searched; ; end++)
        {
            end = SkipPlain(text, end);
            if (text[end..].IndexOf((byte)'"') is not (>= 0 and var next)) return -1;
            end += next;
            var backslashes = 0;
            while (backslashes < end && text[end - 1 - backslashes] == '\\') backslashes++;
            if (backslashes % 2 == 0) return end;
        }
    }

    /// <summary>
    /// Skips what surely holds no end, many bytes at a time: every quote stands behind one backslash, and no two backslashes
    /// in a row need to be counted.
    /// </summary>
    private static int SkipPlain(ReadOnlySpan<byte> text, int place)
    {
        if (place == 0 || text[place - 1] == '\\') return place; // Who knows what stands before.
        for (; place + Vector256<byte>.Count <= text.Length; place += Vector256<byte>.Count)
        {
            var (bytes, before) = (Vector256.Create(text[place..]), Vector256.Create(text[(place - 1)..]));
            var isEscaped = Vector256.Equals(before, Vector256.Create((byte)'\\'));
            var isUncertain = Vector256.AndNot(Vector256.Equals(bytes, Vector256.Create((byte)'"')), isEscaped)
                | (Vector256.Equals(bytes, Vector256.Create((byte)'\\')) & isEscaped);
            if (isUncertain != Vector256<byte>.Zero) break;
        }

        return place;
    }

    /// <summary>
    /// As UTF-8. Half of a surrogate pair, which UTF-8 cannot say, stays the escape it was: whoever speaks in escapes is
    /// rejected, and a payload with one is none.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON string, or no UTF-8.</exception>
    public ReadOnlyMemory<byte> Decode()
    {
        var text = Escaped.Span;
        if (!Utf8.IsValid(text)) throw new JsonException("it is not UTF-8");
        if (!text.ContainsAny(PlainRun.Special)) return Escaped;
        // No escape is shorter than what it stands for.
        var output = GC.AllocateUninitializedArray<byte>(text.Length + PlainRun.MaxLength);
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = PlainRun.Copy(text, output.AsSpan(written));
            written += plain;
            text = text[plain..];
            if (plain < PlainRun.MaxLength && !text.IsEmpty) text = text[DecodeOne(text, output, ref written)..];
        }

        return output.AsMemory(0, written);
    }

    /// <summary>Returns how long the escape is.</summary>
    private static int DecodeOne(ReadOnlySpan<byte> text, Span<byte> output, ref int written)
    {
        if (text[0] != '\\') throw new JsonException("it has a control character that is not escaped");
        var letter = text.Length > 1 ? text[1] : default;
        if (letter == 'u') return DecodeUnicode(text, output, ref written);
        output[written++] = letter switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => letter,
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => throw new JsonException($"it has an escape that JSON does not know: \\{(char)letter}"),
        };
        return 2;
    }

    private static int DecodeUnicode(ReadOnlySpan<byte> text, Span<byte> output, ref int written)
    {
        const int length = 6;
        var unit = Unit(text);
        if (unit is < 0xD800 or > 0xDFFF)
        {
            written += new Rune((char)unit).EncodeToUtf8(output[written..]);
            return length;
        }

        var rest = text[length..];
        if (rest is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate((char)unit, (char)Unit(rest), out var rune))
        {
            written += rune.EncodeToUtf8(output[written..]);
            return 2 * length;
        }

        text[..length].CopyTo(output[written..]);
        written += length;
        return length;
    }

    private static int Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && HexDigits(text.Slice(2, 4)) is >= 0 and var unit ? unit : throw new JsonException("it has a \\u without four hexadecimal digits");

    private static int HexDigits(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            var one = HexValue(digit);
            if (one < 0) return -1;
            value = value << 4 | one;
        }

        return value;
    }

    private static int HexValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
