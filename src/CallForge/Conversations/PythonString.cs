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

    public static bool IsEscaped(byte code) => code is < 0x20 or (byte)'"' or (byte)'\\';

    /// <summary>Writes the escape of one byte that needs it; returns its length, at most six.</summary>
    public static int Escape(byte code, Span<byte> target)
    {
        var letter = code switch
        {
            (byte)'"' or (byte)'\\' => code,
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)'u',
        };
        if (letter == 'u') return EscapeUnit((char)code, target);
        (target[0], target[1]) = ((byte)'\\', letter);
        return 2;
    }

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

    private static void WriteEscape(byte code, IBufferWriter<byte> output) => output.Advance(Escape(code, output.GetSpan(6)));

    private static void WriteUnicode(char unit, IBufferWriter<byte> output) => output.Advance(EscapeUnit(unit, output.GetSpan(6)));

    private static int EscapeUnit(char unit, Span<byte> target)
    {
        var hex = "0123456789abcdef"u8;
        target[0] = (byte)'\\';
        target[1] = (byte)'u';
        target[2] = hex[unit >> 12];
        target[3] = hex[(unit >> 8) & 0xF];
        target[4] = hex[(unit >> 4) & 0xF];
        target[5] = hex[unit & 0xF];
        return 6;
    }
}
