using System.Buffers;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// JSON strings as Python's <c>json.dumps</c> writes them. With <c>ensure_ascii=False</c> only <c>" \</c> and
/// characters below U+0020 are escaped, which no encoder of System.Text.Json does (they escape emoji and NBSP too).
/// </summary>
internal static class PythonString
{
    /// <summary>Room for the worst case is asked for once for so many bytes.</summary>
    private const int PieceLength = 4096;

    private const int MaxEscapeLength = 6;

    /// <summary>Writes text without its quotes.</summary>
    public static void WriteEscaped(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        while (!utf8.IsEmpty)
        {
            var piece = utf8[..Math.Min(utf8.Length, PieceLength)];
            output.Advance(Escape(piece, output.GetSpan(piece.Length * MaxEscapeLength + PlainRun.MaxLength)));
            utf8 = utf8[piece.Length..];
        }
    }

    /// <summary>Returns how long the text became.</summary>
    private static int Escape(ReadOnlySpan<byte> utf8, Span<byte> output)
    {
        var (read, written) = (0, 0);
        while (read < utf8.Length)
        {
            var plain = PlainRun.Copy(utf8[read..], output[written..]);
            read += plain;
            written += plain;
            if (plain == PlainRun.MaxLength || read == utf8.Length) continue;
            written += WriteEscape(utf8[read++], output[written..]);
        }

        return written;
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
                output.Advance(WriteEscape((byte)rune.Value, output.GetSpan(MaxEscapeLength)));
            else
                foreach (var unit in units[..rune.EncodeToUtf16(units)]) output.Advance(WriteUnicode(unit, output.GetSpan(MaxEscapeLength)));
            utf8 = utf8[length..];
        }
    }

    private static int WriteEscape(byte code, Span<byte> output)
    {
        var letter = code switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'\b' => 'b',
            (byte)'\f' => 'f',
            (byte)'\n' => 'n',
            (byte)'\r' => 'r',
            (byte)'\t' => 't',
            _ => '\0',
        };
        if (letter == '\0') return WriteUnicode((char)code, output);
        output[0] = (byte)'\\';
        output[1] = (byte)letter;
        return 2;
    }

    private static int WriteUnicode(char unit, Span<byte> output)
    {
        var hex = "0123456789abcdef"u8;
        output[0] = (byte)'\\';
        output[1] = (byte)'u';
        output[2] = hex[unit >> 12];
        output[3] = hex[(unit >> 8) & 0xF];
        output[4] = hex[(unit >> 4) & 0xF];
        output[5] = hex[unit & 0xF];
        return MaxEscapeLength;
    }
}
