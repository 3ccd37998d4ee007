using System.Buffers;
using System.Net;
using System.Text;

namespace CallForge.Text.Schemas;

/// <summary>
/// The formats that are asserted. As people use them: a time may lack its offset, a UUID may be of any version, a URI may
/// hold letters of all languages.
/// </summary>
internal sealed record SchemaFormat(string Name, SchemaFormat.Test Holds)
{
    public delegate bool Test(ReadOnlySpan<byte> text);

    private static readonly SearchValues<byte> NotInLocalPart = SearchValues.Create("@,;:<>()[]\\\""u8);
    private static readonly SearchValues<byte> NotInUri = SearchValues.Create("<>\"{}|\\^`"u8);

    private static readonly SchemaFormat[] All =
    [
        new("uuid", IsUuid), new("date-time", IsMoment), new("date", IsDate), new("time", IsTime), new("email", IsEmail), new("uri", IsUri), new("url", IsUri),
        new("hostname", IsHost), new("ipv4", text => IsAddress(text, '.')), new("ipv6", text => IsAddress(text, ':')),
    ];

    /// <summary>Null if it is not asserted.</summary>
    public static SchemaFormat? Find(string name) => Array.Find(All, format => format.Name == name);

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36) return false;
        for (var i = 0; i < text.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit((char)text[i])) return false;
        return true;
    }

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' && IsNumber(text[..4], out var year) && IsNumber(text[5..7], out var month) && IsNumber(text[8..], out var day)
        && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static bool IsTime(ReadOnlySpan<byte> text) => IsTime(text, needsOffset: false);

    private static bool IsMoment(ReadOnlySpan<byte> text) => text.Length > 11 && text[10] is (byte)'T' or (byte)'t' && IsDate(text[..10]) && IsTime(text[11..], needsOffset: true);

    private static bool IsTime(ReadOnlySpan<byte> text, bool needsOffset)
    {
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!IsNumber(text[..2], out var hour) || !IsNumber(text[3..5], out var minute) || !IsNumber(text[6..8], out var second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        var rest = text[8..];
        if (rest is [(byte)'.', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits == 0 || rest.Length == 1) return false;
            rest = digits < 0 ? [] : rest[(1 + digits)..];
        }

        return rest switch
        {
            [] => !needsOffset,
            [(byte)'Z' or (byte)'z'] => true,
            [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] => IsNumber(rest[1..3], out hour) && IsNumber(rest[4..], out minute) && hour <= 23 && minute <= 59,
            _ => false,
        };
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + digit - '0';
        }

        return true;
    }

    private static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at <= 0 || text.IndexOfAnyInRange((byte)0, (byte)' ') >= 0) return false;
        var local = text[..at];
        var domain = text[(at + 1)..];
        var isQuoted = local is [(byte)'"', .., (byte)'"'] && local.Length > 1;
        return (isQuoted || (local[0] != '.' && local[^1] != '.' && local.IndexOf(".."u8) < 0 && !local.ContainsAny(NotInLocalPart)))
            && (domain is [(byte)'[', .., (byte)']'] || IsHost(domain));
    }

    private static bool IsHost(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 253) return false;
        foreach (var part in text.Split((byte)'.'))
        {
            var label = text[part];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var letter in label)
                if (letter < 128 && !char.IsAsciiLetterOrDigit((char)letter) && letter != '-') return false;
        }

        return true;
    }

    private static bool IsUri(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || colon == text.Length - 1 || !char.IsAsciiLetter((char)text[0])) return false;
        foreach (var letter in text[..colon])
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'+' or (byte)'-' or (byte)'.')) return false;
        return text.IndexOfAnyInRange((byte)0, (byte)' ') < 0 && !text.ContainsAny(NotInUri);
    }

    private static bool IsAddress(ReadOnlySpan<byte> text, char separator)
    {
        if (text.Length is 0 or > 45 || text.IndexOf((byte)separator) < 0 || text.IndexOfAny("%[]/"u8) >= 0) return false;
        Span<char> chars = stackalloc char[45];
        var address = chars[..Encoding.UTF8.GetChars(text, chars)];
        if (separator == ':') return IPAddress.TryParse(address, out _);
        var parts = 0;
        foreach (var part in text.Split((byte)'.'))
        {
            var number = text[part];
            if (++parts > 4 || number.Length is 0 or > 3 || (number.Length > 1 && number[0] == '0') || !IsNumber(number, out var value) || value > 255) return false;
        }

        return parts == 4;
    }
}
