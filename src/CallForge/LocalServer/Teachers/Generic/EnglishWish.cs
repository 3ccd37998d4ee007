using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>
/// From "The reader looks for a book by its title." to "look for a book by its title". Only sentences that begin with a
/// verb it knows are turned: a wrong sentence is worse than a plain one.
/// </summary>
internal static partial class EnglishWish
{
    private const int Longest = 110;

    private static readonly Dictionary<string, string> Base = Verbs(
        "look find search get check see list show view track place reserve book order buy rent borrow return renew extend cancel change update edit modify set add remove delete create open close register sign submit send pay transfer schedule reschedule move compare calculate convert translate estimate plan start stop apply request report read fetch retrieve browse choose pick select make save store upload download call contact ask learn know hear confirm verify review rate invite share join leave give tell put take turn switch use try upgrade book lock unlock block activate replace exchange deposit withdraw provide assign record log mark complete finish clear prepare");

    private static readonly string[] Shown = ["get", "return", "list", "fetch", "retrieve", "show", "provide", "give", "view", "read", "see"];

    /// <summary>"The reader asks to have a late fee waived." is "have a late fee waived".</summary>
    public static string? OfTopic(string text)
    {
        var match = ThirdPerson().Match(text);
        if (!match.Success) return null;
        var (verb, rest) = (match.Groups["verb"].Value.ToLowerInvariant(), match.Groups["rest"].Value);
        var wish = (verb, rest) switch
        {
            ("asks" or "wants" or "needs" or "tries" or "hopes" or "wishes" or "decides", _) when rest.StartsWith("to ", StringComparison.Ordinal) => rest[3..],
            ("would", _) when rest.StartsWith("like to ", StringComparison.Ordinal) => rest[8..],
            ("asks", _) when Question().IsMatch(rest) => $"know {rest}",
            ("asks", _) when rest.StartsWith("for ", StringComparison.Ordinal) || rest.StartsWith("about ", StringComparison.Ordinal) => $"ask {rest}",
            ("wants" or "needs", _) => $"get {rest}",
            ("mistypes" or "corrects" or "changes" or "asks", _) => null,
            _ when Base.TryGetValue(verb, out var plain) => $"{plain} {rest}",
            _ => null,
        };
        return wish is null ? null : Mine(Rest(wish));
    }

    /// <summary>"Returns the loans of the reader." is "show me my loans".</summary>
    public static string? OfTool(string description)
    {
        var match = Imperative().Match(description);
        if (!match.Success) return null;
        var verb = match.Groups["verb"].Value.ToLowerInvariant();
        if (!Base.TryGetValue(verb, out var plain) && !Base.ContainsValue(plain = verb)) return null;
        var rest = Rest(match.Groups["rest"].Value);
        var wish = Shown.Contains(plain) && !rest.StartsWith("up ", StringComparison.Ordinal) && !rest.StartsWith("me ", StringComparison.Ordinal) ? $"show me {rest}" : $"{plain} {rest}";
        return wish.Length > Longest ? null : Mine(wish);
    }

    public static string OfName(string name)
    {
        var words = NameWords.Split(name);
        if (!Base.ContainsValue(words[0])) return $"help me with the {string.Join(' ', words)}";
        var things = string.Join(' ', words[1..]);
        return words.Length == 1 ? words[0] : Shown.Contains(words[0]) ? $"show me the {things}" : $"{words[0]} {(things.EndsWith('s') ? "" : "the ")}{things}";
    }

    // What follows is about the agent, or says how the conversation goes on.
    private static string Rest(string text)
    {
        text = Parenthesis().Replace(text, "");
        var cut = Turn().Match(text);
        if (cut.Success) text = text[..cut.Index];
        // "and places a hold" goes with "look for"; with a verb that is not known the sentence ends before it.
        var end = -1;
        text = FurtherVerb().Replace(text, match =>
        {
            if (Base.TryGetValue(match.Groups["verb"].Value, out var plain)) return $"{match.Groups["before"].Value}{plain}{match.Groups["after"].Value}";
            if (end < 0 && match.Groups["after"].Value.Length > 0) end = match.Index;
            return match.Value;
        });
        if (end > 0) text = text[..end];
        return text.TrimEnd(' ', ',', '.', ':', '-').Trim();
    }

    private static string Mine(string text)
    {
        text = OfRole().Replace(text, "my $1");
        text = RolesOwn().Replace(text, "my");
        text = Role().Replace(text, "me");
        text = Regex.Replace(text, @"\b(their|his or her|his|her)\b", "my");
        text = Regex.Replace(text, @"\b(they|he or she|he|she)\b", "I");
        text = Regex.Replace(text, @"\b(himself|herself|themselves|themself)\b", "myself");
        text = Regex.Replace(text, @"\bI (are|is)\b", "I am");
        return Regex.Replace(Regex.Replace(text, @"\bI has\b", "I have"), @"\bI does\b", "I do");
    }

    private static Dictionary<string, string> Verbs(string all)
    {
        var verbs = new Dictionary<string, string>();
        foreach (var verb in all.Split(' ').Distinct()) verbs[ThirdPersonOf(verb)] = verb;
        return verbs;
    }

    private static string ThirdPersonOf(string verb) =>
        verb.EndsWith('y') && !"aeiou".Contains(verb[^2]) ? verb[..^1] + "ies"
        : verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) || verb.EndsWith('x') || verb.EndsWith("ss", StringComparison.Ordinal) ? verb + "es"
        : verb + "s";

    [GeneratedRegex(@"^(?:(?:the|an?)\s+)?(?:\w+\s+)?\w+\s+(?<verb>\w+s|would)\s+(?<rest>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex ThirdPerson();

    [GeneratedRegex(@"^(?<verb>[A-Za-z]+)\s+(?<rest>\S.*)$")]
    private static partial Regex Imperative();

    [GeneratedRegex(@"^(whether|if|what|which|when|where|how|who|why)\b")]
    private static partial Regex Question();

    [GeneratedRegex(@"(;|\.(\s|$)|,? (?:and|then) (?:gives|says|states|names|mentions|tells|changes|corrects|complains|thanks|confirms|provides|answers)\b| but | although | while |, who |, and the |, the |, then the | and the \w+ \w+s\b|, (?:then )?for (?:another|one)\b| — |: )")]
    private static partial Regex Turn();

    [GeneratedRegex(@"(?<before>(?: and| or|,| then)(?: then)? )(?<verb>[a-z]+s)(?<after> (?:a|an|the|it|its|them|their|his|her|what|how|whether|for|on|one|another|two|to)\b|)")]
    private static partial Regex FurtherVerb();

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"\bthe (\w+) of (?:the|a|an) (?:logged-in )?(?:reader|customer|user|member|client|patron|guest|caller|passenger|patient|student|shopper)\b")]
    private static partial Regex OfRole();

    [GeneratedRegex(@"\b(?:the|a|an) (?:logged-in )?(?:reader|customer|user|member|client|patron|guest|caller|passenger|patient|student|shopper)'s\b")]
    private static partial Regex RolesOwn();

    [GeneratedRegex(@"\b(?:the|a|an) (?:logged-in )?(?:reader|customer|user|member|client|patron|guest|caller|passenger|patient|student|shopper)\b")]
    private static partial Regex Role();
}
