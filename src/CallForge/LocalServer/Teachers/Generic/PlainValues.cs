using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>A plausible value for a field nothing is known of: from its schema first, then from its name.</summary>
internal sealed partial class PlainValues(Words words, DateOnly today, SeededRandom random)
{
    private const int Tries = 12;

    private readonly HashSet<string> _used = [];

    public JsonNode? Draw(string name, Schema schema, string kind, decimal? atLeast = null, decimal? atMost = null)
    {
        if (schema.Const is { } only) return Json.Of(only);
        if (schema.Enum is { Count: > 0 } options)
        {
            var spoken = options.Where(option => option.ValueKind != System.Text.Json.JsonValueKind.Null).ToList();
            return Json.Of(random.Pick(spoken.Count > 0 ? spoken : options));
        }

        var types = schema.Types.Where(type => type != "null").ToList();
        return (types.Count > 0 ? types[0] : schema.IsNullable ? "null" : "string") switch
        {
            "null" => null,
            "boolean" => Json.Of(!NameWords.Split(name).Any(Words.IsBad) && random.Chance(75)),
            "integer" => Json.Of(Numbers.Draw(name, schema, isWhole: true, atLeast, atMost, random)),
            "number" => Json.Of(Numbers.Draw(name, schema, isWhole: words.HasWholePrices && Numbers.IsMoney(name), atLeast, atMost, random)),
            _ => Text(name, schema, kind),
        };
    }

    private JsonNode Text(string name, Schema schema, string kind)
    {
        // Of what obeys the schema, what was not said yet in this conversation.
        JsonNode? obedient = null;
        for (var i = 0; i < Tries; i++)
        {
            var drawn = Json.Of(Candidate(name, schema, kind));
            if (!SchemaCheck.IsValid(drawn, schema)) continue;
            obedient = drawn;
            if (_used.Add(Json.Text(drawn)!)) return drawn;
        }

        return obedient ?? Fitted(name, schema, kind);
    }

    private string Candidate(string name, Schema schema, string kind)
    {
        if (schema.Format is { } format && ByFormat(format, name) is { } formatted) return formatted;
        var examples = schema.Examples.Where(one => one.ValueKind == System.Text.Json.JsonValueKind.String).Select(one => one.GetString()!).ToList();
        if (schema.Pattern is { } pattern)
            return examples.Count > 0 && random.Chance(30) ? random.Pick(examples) : PatternText.Draw(pattern, random);
        if (examples.Count > 0) return random.Pick(examples);
        if (NameWords.IsId(name)) return random.NextUuid();
        if (Given(schema.Description) is { Count: > 0 } given) return random.Pick(given);
        return ByName(name) ?? random.Pick(words.For(name, kind));
    }

    private string? ByFormat(string format, string name) => format switch
    {
        "uuid" => random.NextUuid(),
        "date" => Dates.Day(name, today, random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "date-time" => Moment(name),
        "time" => $"{9 + random.Next(12):00}:{15 * random.Next(4):00}:00",
        "email" => random.Pick(words.For("email", "")),
        "uri" or "url" => $"https://www.example.com/{NameWords.Split(name)[0]}/{1000 + random.Next(9000)}",
        _ => null,
    };

    private string? ByName(string name) => NameWords.Split(name) switch
    {
        [.., "date" or "day" or "birthday"] => ByFormat("date", name),
        [_, .., "at"] or ["timestamp" or "datetime"] => Moment(name),
        [.., "time"] => $"{9 + random.Next(12):00}:{15 * random.Next(4):00}",
        [.., "url" or "link" or "website"] => ByFormat("uri", name),
        [.., "number" or "code" or "no"] => random.Next(900_000).ToString("D6", CultureInfo.InvariantCulture),
        _ => null,
    };

    private string Moment(string name) =>
        $"{ByFormat("date", name)}T{9 + random.Next(10):00}:{random.Next(60):00}:00{words.Offset}";

    /// <summary>The examples a description gives: <c>e.g. 'Paris'</c>, <c>예: 서울</c>.</summary>
    private static List<string> Given(string description) =>
        [.. Example().Matches(description).Select(match => match.Groups["text"].Value.Trim()).Where(text => text.Length > 0)];

    // Length is the last thing that can be set right; what no text can obey gets one all the same.
    private JsonNode Fitted(string name, Schema schema, string kind)
    {
        var text = random.Pick(words.For(name, kind));
        while (text.Length < Math.Min(schema.Count("minLength", 0), 300)) text += " " + random.Pick(words.For(name, kind));
        var longest = schema.Count("maxLength", int.MaxValue);
        return Json.Of(text.Length > longest ? text[..longest].TrimEnd().PadRight(longest, 'a') : text);
    }

    [GeneratedRegex("""(?:e\.g\.|for example|such as|예:|예를 들어)[ ,:]*(?:['"“‘](?<text>[^'"”’]{1,60})['"”’]|(?<text>[^'"“‘,;.()]{1,40}?)(?=[,;.)]|$| or | and ))""", RegexOptions.IgnoreCase)]
    private static partial Regex Example();
}
