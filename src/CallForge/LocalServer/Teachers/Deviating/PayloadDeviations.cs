using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>JSON of calls and responses in other notations, or broken.</summary>
internal static partial class PayloadDeviations
{
    public static readonly Deviation[] All =
    [
        Payload("json-compact", "JSON without blanks", json => Json.Write(json, indented: false)),
        Payload("json-indented", "JSON over several lines", json => Json.Write(json, indented: true)),
        Payload("json-escaped", "Hangul in JSON as \\uXXXX", Json.Escape),
        Payload("json-fenced", "a code fence around JSON", json => $"\n```json\n{json}\n```"),
        Payload("json-fenced-inline", "backticks around JSON", json => $"`{json}`"),
        Payload("python-literal", "a Python literal: single quotes, True, None", json => Json.Python(Json.Parse(json))),
        // With true, false or null it would be neither JSON nor Python.
        Payload("trailing-comma", "a comma before the last bracket", json => Word().IsMatch(json) || json[^1] is not ('}' or ']') ? json : $"{json[..^1]},{json[^1]}"),
        Payload("trailing-comma-true", "the same where JSON's own words occur", json => Word().IsMatch(json) && json[^1] is '}' or ']' ? $"{json[..^1]},{json[^1]}" : json),
        Payload("json-cut", "JSON that breaks off", json => json[..(json.Length * 2 / 3)]),
        Payload("json-then-text", "text after the JSON", json => $"{json}\n조회 결과입니다."),
        Payload("json-comment", "a comment after the JSON", json => $"{json} // 조회"),
        Payload("json-curly-quotes", "typographic quotes", json => json.Replace("\": ", "”: ", StringComparison.Ordinal).Replace("\"", "“", StringComparison.Ordinal)),
        Payload("json-repeated-key", "a key twice in one object", json => json[0] == '{' && Key().Match(json) is { Success: true } key ? $"{{{key.Groups["key"].Value}: 1, {json[1..]}" : json),
        Payload("json-nan", "NaN for a number", json => Number().Replace(json, ": NaN", 1)),
        Payload("json-infinity", "a number beyond all bounds", json => Number().Replace(json, ": 1e999", 1)),
        Payload("json-lone-surrogate", "half a surrogate pair", json => Text().Replace(json, "$0\\ud83d", 1)),
        Payload("json-special-token", "an escaped token of the model's template", json => Text().Replace(json, "$0\\u003c|im_end|\\u003e", 1)),
        Payload("json-deep", "more nesting than any schema has", json => Text().Replace(json, $": {new string('[', 500)}{new string(']', 500)}, \"_\": \"", 1)),
        new("response-bare-id", "an id as a response, without quotes", (written, random) =>
            At(written, random, LineKind.Response, json => Id().IsMatch(json) ? json[1..^1] : json)),
        new("response-in-words", "a response in words", (written, random) =>
            At(written, random, LineKind.Response, _ => "성공적으로 처리되었습니다.")),
        new("response-empty", "nothing after the response marker", (written, random) =>
            At(written, random, LineKind.Response, _ => "")),
    ];

    private static Deviation Payload(string name, string description, Func<string, string> write) =>
        new(name, description, (written, random) => random.Chance(50)
            ? At(written, random, LineKind.Call, write) ?? At(written, random, LineKind.Response, write)
            : At(written, random, LineKind.Response, write) ?? At(written, random, LineKind.Call, write));

    /// <summary>In one of the payloads that it changes, or null if there is none.</summary>
    private static string? At(WrittenTranscript written, SeededRandom random, LineKind kind, Func<string, string> write)
    {
        var places = written.Where(line => line.Kind == kind && Json.IsValue(line.Text) && write(line.Text) != line.Text);
        if (places.Count == 0) return null;
        var place = random.Pick(places);
        return written.WithText(place, write(written.Lines[place].Text)).ToString();
    }

    [GeneratedRegex(@"\b(true|false|null)\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A\{\s*(?<key>""[^""\\]+"")")]
    private static partial Regex Key();

    [GeneratedRegex(@": -?\d+(\.\d+)?(?=[,}])")]
    private static partial Regex Number();

    /// <summary>The start of a text value that is no name of a function.</summary>
    [GeneratedRegex(@"(?<!\A\[?\{""name""): ""(?=[^""])")]
    private static partial Regex Text();

    [GeneratedRegex(@"\A""[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}""\z")]
    private static partial Regex Id();
}
