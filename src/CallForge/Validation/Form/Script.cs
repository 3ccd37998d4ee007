using System.Text;

namespace CallForge.Validation.Form;

/// <summary>The letters of a language, and what in a text is written in others.</summary>
internal sealed class Script
{
    private const int FewLatinLetters = 16;
    private const int FewLatinWords = 4;
    private const int FewOtherLetters = 5;

    private readonly Letters _own;

    private Script(Letters own) => _own = own;

    private enum Letters
    {
        None,
        Latin,
        Hangul,
        Han,
        Kana,
        Other,
    }

    /// <summary>Null if we do not know how the language is written.</summary>
    public static Script? Of(string language) => language.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "ko" => new Script(Letters.Hangul),
        "ja" => new Script(Letters.Kana),
        "zh" => new Script(Letters.Han),
        "en" or "de" or "fr" or "es" or "it" or "pt" or "nl" or "sv" or "da" or "no" or "fi" or "pl" or "cs" or "tr" or "vi" or "id" => new Script(Letters.Latin),
        _ => null,
    };

    /// <summary>The first sentence that has no letter of the language and too many of others for a name; empty if there is none.</summary>
    public ReadOnlySpan<byte> ForeignPart(ReadOnlySpan<byte> text)
    {
        if (_own == Letters.Latin && System.Text.Ascii.IsValid(text)) return [];
        for (var start = 0; start < text.Length;)
        {
            var count = new Tally();
            var end = start;
            while (end < text.Length && !count.IsAtEnd)
            {
                Rune.DecodeFromUtf8(text[end..], out var rune, out var length);
                end += length;
                count.Add(rune, end < text.Length ? text[end] : (byte)'\n');
            }

            if (IsForeign(count)) return text[start..end].Trim(" \n"u8);
            start = end;
        }

        return [];
    }

    private bool IsForeign(in Tally count) =>
        count.Of(_own) + (_own == Letters.Kana ? count.Of(Letters.Han) : 0) == 0
        && (count.Han + count.Kana + count.Hangul + count.Other >= FewOtherLetters || count is { Latin: >= FewLatinLetters, Words: >= FewLatinWords });

    /// <summary>The letters of a sentence. Words with digits in them are ids, those with @ or / addresses.</summary>
    private struct Tally
    {
        private int _word;
        private bool _isName;

        public int Latin { get; private set; }
        public int Words { get; private set; }
        public int Hangul { get; private set; }
        public int Han { get; private set; }
        public int Kana { get; private set; }
        public int Other { get; private set; }
        public bool IsAtEnd { get; private set; }

        public readonly int Of(Letters letters) => letters switch { Letters.Latin => Latin, Letters.Hangul => Hangul, Letters.Han => Han, Letters.Kana => Kana, _ => Other };

        public void Add(Rune rune, byte next)
        {
            var isEnd = rune.Value is '\n' or '。' or '！' or '？' || (rune.Value is '.' or '!' or '?' && next is (byte)' ' or (byte)'\n');
            if (rune.Value < 128 && char.IsAsciiLetter((char)rune.Value))
            {
                _word++;
                if (next < 128 && char.IsAsciiLetter((char)next)) return;
            }
            else if (rune.Value is (>= '0' and <= '9') or '@' or '/' or '_' or '-')
            {
                _isName = true;
                return;
            }

            EndWord();
            if (rune.Value >= 128) Count(rune.Value);
            if (isEnd || next == '\n') IsAtEnd = true;
        }

        private void EndWord()
        {
            if (_word > 0 && !_isName) (Latin, Words) = (Latin + _word, Words + 1);
            (_word, _isName) = (0, false);
        }

        private void Count(int letter)
        {
            if (letter is (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F)) Hangul++;
            else if (letter is (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)) Kana++;
            else if (letter is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)) Han++;
            else if (letter is (>= 0xC0 and <= 0x24F) or (>= 0x1E00 and <= 0x1EFF)) Latin++;
            else if (letter >= 0x370 && Rune.IsLetter(new Rune(letter))) Other++;
        }
    }
}
