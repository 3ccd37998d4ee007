using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>User ids and dates by their value: other widths, hyphens, brackets, quotes and capitals make no difference.</summary>
internal static partial class MetadataValue
{
    private static readonly char[] Around = ['"', '\'', '`', '“', '”', '‘', '’', '<', '>', '(', ')', '[', ']', '{', '}', '「', '」', '『', '』', '【', '】', '〈', '〉', '《', '》', '*', ' '];
    private static readonly string[] InEnglish = ["yyyyMMdd", "MMMM d, yyyy", "MMMM d yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMM d yyyy", "d MMM yyyy"];

    /// <summary>A UUID as it is written in lower case; any other id without what stands around it.</summary>
    public static string Id(string written)
    {
        var id = Plain(written);
        if (id.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)) id = id["urn:uuid:".Length..];
        return id.Length is 32 or 36 && Guid.TryParse(id, out var uuid) ? uuid.ToString() : id;
    }

    /// <summary><c>yyyy-MM-dd</c>, or null if it is no date.</summary>
    public static string? Date(string written)
    {
        var text = Plain(written);
        if (DateOnly.TryParseExact(text, InEnglish, CultureInfo.InvariantCulture, DateTimeStyles.None, out var said)) return Format(said);
        var match = Numbers().Match(text);
        return match.Success && DateOnly.TryParseExact(
            $"{match.Groups[1].Value}-{match.Groups[2].Value.PadLeft(2, '0')}-{match.Groups[3].Value.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Format(date)
            : null;
    }

    private static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(string written) =>
        string.Concat(written.Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format).Select(PlainSign)).Trim().Trim(Around);

    private static char PlainSign(char letter) => TranscriptGrammar.PlainWidth(letter) is var plain && char.IsWhiteSpace(plain) ? ' '
        : plain is (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' ? '-'
        : plain;

    /// <summary><c>2024년 5월 23일</c>, <c>2024.5.23</c>, <c>2024-05-23T10:00</c>, <c>2024-05-23 (목)</c>.</summary>
    [GeneratedRegex(@"\A([0-9]{4})(?:년 ?| ?[-./] ?)([0-9]{1,2})(?:월 ?| ?[-./] ?)([0-9]{1,2})(?:일|\.)?(?:[T ].*|\(.{1,12}\)?)?\z")]
    private static partial Regex Numbers();
}
