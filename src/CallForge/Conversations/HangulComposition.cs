using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Decomposed Hangul (NFD, as macOS file names and some models write it) put together again. The framework's own
/// normalisation does nothing under invariant globalization. Unicode Standard, section 3.12, Conjoining Jamo Behavior.
/// </summary>
internal static class HangulComposition
{
    private const int FirstSyllable = 0xAC00;
    private const int Vowels = 21;
    private const int Tails = 28; // With none as the first.

    public static string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= '\u1100' and <= '\u1112') || i + 1 == text.Length || text[i + 1] is not (>= '\u1161' and <= '\u1175'))
            {
                composed.Append(text[i]);
                continue;
            }

            var syllable = FirstSyllable + ((text[i] - 0x1100) * Vowels + (text[++i] - 0x1161)) * Tails;
            if (i + 1 < text.Length && text[i + 1] is >= '\u11A8' and <= '\u11C2') syllable += text[++i] - 0x11A7;
            composed.Append((char)syllable);
        }

        return composed.ToString();
    }

    /// <summary>Every syllable taken apart.</summary>
    public static string Decompose(string text)
    {
        var decomposed = new StringBuilder(text.Length * 3);
        foreach (var letter in text)
        {
            if (letter is not (>= '\uAC00' and <= '\uD7A3'))
            {
                decomposed.Append(letter);
                continue;
            }

            var (syllable, tail) = Math.DivRem(letter - FirstSyllable, Tails);
            decomposed.Append((char)(0x1100 + syllable / Vowels)).Append((char)(0x1161 + syllable % Vowels));
            if (tail > 0) decomposed.Append((char)(0x11A7 + tail));
        }

        return decomposed.ToString();
    }
}
