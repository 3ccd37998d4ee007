using System.Globalization;

namespace CallForge;

/// <summary>A key, or what else goes into a header of a call. What is wrong with one is told where it is read, and never what it says.</summary>
internal static class Secret
{
    /// <returns>Null if there is none.</returns>
    /// <exception cref="CommandFailure">It cannot be a key: it has a line break, a blank, an invisible or a foreign character in it.</exception>
    public static string? Read(Func<string, string?> setting, string name)
    {
        if (setting(name) is not { } value) return null;
        return FlawOf(value) is { } flaw
            ? throw CommandFailure.Usage($"{name} {flaw}, which no key has; set it anew, in the environment or in .env.")
            : value;
    }

    private static string? FlawOf(string value)
    {
        if (value[0] is '"' or '\'' || value[^1] is '"' or '\'') return "has a quotation mark at its start or end";
        var place = value.AsSpan().IndexOfAnyExceptInRange('!', '~');
        return place < 0 ? null : $"has {KindOf(value[place])} as character {place + 1} of {value.Length}";
    }

    private static string KindOf(char letter) => letter switch
    {
        '\r' or '\n' or '\u2028' or '\u2029' => "a line break",
        ' ' or '\t' => "a blank",
        _ => $"{(IsInvisible(letter) ? "an invisible character" : "a character that is no ASCII")} (U+{(int)letter:X4})",
    };

    private static bool IsInvisible(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark;
}
