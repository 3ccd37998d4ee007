using System.Text;

namespace CallForge.Conversations;

/// <summary>Blanks around a text: every white space of Unicode, and the invisible characters that models leave beside markers.</summary>
internal static class Blanks
{
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && Rune.DecodeFromUtf8(text.Span[start..end], out var rune, out var length) == 0 && IsBlank(rune)) start += length;
        while (start < end && Rune.DecodeLastFromUtf8(text.Span[start..end], out var rune, out var length) == 0 && IsBlank(rune)) end -= length;
        return text[start..end];
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0x200B or 0x2060 or 0xFEFF;
}
