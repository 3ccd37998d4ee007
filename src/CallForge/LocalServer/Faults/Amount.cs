using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Faults;

/// <summary>How often a fault acts.</summary>
internal abstract partial record Amount
{
    /// <summary>What all forms look like, for whoever wrote none of them.</summary>
    public const string Forms = "a share such as 0.1, a count such as 3 (the first three), one alone such as 2nd, tries such as 2-each, or all";

    public static Amount All { get; } = new Share(1);

    /// <summary>Null if it is none of the <see cref="Forms"/>.</summary>
    public static Amount? Parse(string text)
    {
        if (text == "all") return All;
        if (Ordinal(text) is { } number) return new Only(number);
        if (text.EndsWith("-each", StringComparison.Ordinal) && Count(text[..^"-each".Length]) is { } tries) return new FirstOfEach(tries);
        if (Count(text) is { } count) return new First(count);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            ? new Share(share)
            : null;
    }

    /// <summary>2 of <c>2nd</c>; null if it is none.</summary>
    public static int? Ordinal(string text) => OrdinalForm.Match(text) is { Success: true } match ? Count(match.Groups[1].Value) : null;

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    [GeneratedRegex("^([0-9]+)(?:st|nd|rd|th)\\z")]
    private static partial Regex OrdinalForm { get; }
}

/// <param name="Of">Above 0, at most 1.</param>
internal sealed record Share(double Of) : Amount;

internal sealed record First(int Count) : Amount;

internal sealed record Only(int Number) : Amount;

/// <summary>The first tries of everything: of each call, of each batch made from the same file.</summary>
internal sealed record FirstOfEach(int Count) : Amount;

/// <summary>Something that a fault may hit.</summary>
/// <param name="Number">From 1, among all of its kind.</param>
/// <param name="Try">From 1, among those that are the same but for being tried again.</param>
/// <param name="Key">What a share is drawn by: never order or thread alone where there is something better.</param>
internal readonly record struct Occurrence(int Number, int Try, string Key);
