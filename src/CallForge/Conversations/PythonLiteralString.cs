using System.Globalization;
using System.Text;

namespace CallForge.Conversations;

/// <summary>Strings of Python source, without prefixes: <c>'…'</c>, <c>"…"</c> and their triple forms, with their escapes.</summary>
internal static class PythonLiteralString
{
    /// <summary>Appends the string that <paramref name="text"/> starts with; returns its length in the source, or −1 if it cannot be read.</summary>
    public static int Read(ReadOnlySpan<char> text, StringBuilder value)
    {
        var quote = text[0];
        var isTriple = text.Length >= 3 && text[1] == quote && text[2] == quote;
        var marks = isTriple ? 3 : 1;
        for (var place = marks; place < text.Length;)
        {
            if (text[place] == quote && (!isTriple || text[place..].StartsWith(text[..3]))) return place + marks;
            if (text[place] == '\n' && !isTriple) return -1;
            if (text[place] != '\\')
            {
                value.Append(text[place++]);
                continue;
            }

            var length = ReadEscape(text[place..], value);
            if (length < 0) return -1;
            place += length;
        }

        return -1;
    }

    private static int ReadEscape(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (text.Length < 2) return -1;
        switch (text[1])
        {
            case '\n': return 2;
            case '\\' or '\'' or '"': value.Append(text[1]); return 2;
            case 'a': value.Append('\a'); return 2;
            case 'b': value.Append('\b'); return 2;
            case 'f': value.Append('\f'); return 2;
            case 'n': value.Append('\n'); return 2;
            case 'r': value.Append('\r'); return 2;
            case 't': value.Append('\t'); return 2;
            case 'v': value.Append('\v'); return 2;
            case 'x': return ReadHex(text, 2, value);
            case 'u': return ReadHex(text, 4, value);
            case 'U': return ReadHex(text, 8, value);
            case 'N': return -1;
            case >= '0' and <= '7': return ReadOctal(text, value);
            default: value.Append('\\').Append(text[1]); return 2;
        }
    }

    private static int ReadHex(ReadOnlySpan<char> text, int digits, StringBuilder value)
    {
        if (text.Length < 2 + digits || !uint.TryParse(text.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return -1;
        if (code > 0x10FFFF) return -1;
        value.Append(code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32((int)code));
        return 2 + digits;
    }

    private static int ReadOctal(ReadOnlySpan<char> text, StringBuilder value)
    {
        var (length, code) = (1, 0);
        while (length < Math.Min(4, text.Length) && text[length] is >= '0' and <= '7') code = code * 8 + (text[length++] - '0');
        value.Append((char)code);
        return length;
    }

    /// <summary>Appends text as a JSON string; half a surrogate pair is left for the JSON reader to refuse.</summary>
    public static void AppendJson(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                json.Append('\\').Append(letter);
            else if (letter < 0x20 || char.IsSurrogate(letter))
                json.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            else
                json.Append(letter);
        }

        json.Append('"');
    }
}
