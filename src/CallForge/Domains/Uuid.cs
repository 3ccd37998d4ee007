using System.Text.RegularExpressions;

namespace CallForge.Domains;

/// <summary>Ids are 8-4-4-4-12 hexadecimal digits; version bits do not matter.</summary>
internal static partial class Uuid
{
    public static bool IsWellFormed(string text) => Guid.TryParseExact(text, "D", out _);

    /// <summary>What in a text is meant as a UUID, well formed or not: five words joined by hyphens.</summary>
    public static IEnumerable<string> Meant(string text) => FiveWords().Matches(text).Select(match => match.Value);

    [GeneratedRegex("[0-9A-Za-z]{4,}(-[0-9A-Za-z]{3,}){4}")]
    private static partial Regex FiveWords();
}
