using System.Buffers;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// JSON strings as Python's <c>json.dumps</c> writes them. With <c>ensure_ascii=False</c> only <c>" \</c> and
/// characters below U+0020 are escaped, which no encoder of System.Text.Json does (they escape emoji and NBSP too).
/// </summary>
internal static class PythonString
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(code => (byte)code)]);

    /// <summary>Writes text without its quotes.</summary>
    public static void WriteEscaped(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        for (var next = utf8.IndexOfAny(Escaped); next >= 0; next = utf8.IndexOfAny(Escaped))
        {
            output.Write(utf8[..next]);
            WriteEscape(utf8[next], output);
            utf8 = utf8[(next + 1)..];
        }

        output.Write(utf8);
    }

    /// <summary>Writes text without its quotes, everything above U+007E as <c>\uXXXX</c> in lower case, as <c>ensure_ascii=True</c> does.</summary>
    public static void WriteAscii(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
            var run = plain < 0 ? utf8 : utf8[..plain];
            WriteEscaped(run, output);
            utf8 = utf8[run.Length..];
            if (utf8.IsEmpty) break;

            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (rune.Value < 0x20)
                WriteEscape((byte)rune.Value, output);
            else
                foreach (var unit in units[..rune.EncodeToUtf16(units)]) WriteUnicode(unit, output);
            utf8 = utf8[length..];
        }
    }

    private static void WriteEscape(byte code, IBufferWriter<byte> output)
    {
        switch (code)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            default: WriteUnicode((char)code, output); break;
        }
    }

    private static void WriteUnicode(char unit, IBufferWriter<byte> output)
    {
        var hex = "0123456789abcdef"u8;
        var span = output.GetSpan(6);
        span[0] = (byte)'\\';
        span[1] = (byte)'u';
        span[2] = hex[unit >> 12];
        span[3] = hex[(unit >> 8) & 0xF];
        span[4] = hex[(unit >> 4) & 0xF];
        span[5] = hex[unit & 0xF];
        output.Advance(6);
    }
}
