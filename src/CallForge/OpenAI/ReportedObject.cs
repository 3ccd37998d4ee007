using System.Globalization;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// An object of the wire as a service told it. A member is read as what it can be taken for; what cannot be is noted and
/// null, so that nothing that nobody needs stands between a paid batch and its answers.
/// </summary>
/// <param name="what">What the object is, for the note.</param>
internal sealed class ReportedObject(JsonElement value, string what, Oddities odd)
{
    /// <summary>Seconds of the year 5138; a larger time is told in milliseconds.</summary>
    private const long LatestSecond = 100_000_000_000;

    public JsonElement? Member(string name) => value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public string? Text(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => Odd(name, other, other.GetRawText()),
        { } other => Odd<string?>(name, other, null),
    };

    public long? Number(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole,
        { } other => Odd(name, other, AsNumber(other)),
    };

    /// <summary>Never negative.</summary>
    public long? Count(string name) => Number(name) is { } count ? count >= 0 ? count : Odd<long?>(name, Member(name)!.Value, null) : null;

    /// <summary>Seconds since 1970.</summary>
    public long? Time(string name)
    {
        if (Member(name) is not { } member) return null;
        var seconds = member.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(member.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Odd(name, member, time.ToUnixTimeSeconds())
            : Number(name);
        return seconds switch
        {
            null or (>= 0 and < LatestSecond) => seconds,
            >= LatestSecond when seconds / 1000 < LatestSecond => Odd(name, member, seconds / 1000),
            _ => Odd<long?>(name, member, null),
        };
    }

    /// <summary>A time that the API always tells; the note is all that comes of its absence.</summary>
    public long? NeededTime(string name)
    {
        if (Member(name) is null) odd.Note(what, name, "nothing");
        return Time(name);
    }

    public ReportedObject? Object(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } inner => new ReportedObject(inner, $"{what}'s {name}", odd),
        { } other => Odd<ReportedObject?>(name, other, null),
    };

    /// <summary>Pairs of texts; a value of another kind as it is written.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string name)
    {
        if (Object(name) is null) return null;
        var texts = new Dictionary<string, string>();
        foreach (var pair in Member(name)!.Value.EnumerateObject())
            texts[pair.Name] = pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : Odd(name, pair.Value, pair.Value.GetRawText());
        return texts;
    }

    private T Odd<T>(string name, JsonElement reported, T taken)
    {
        odd.Note(what, name, ServiceSentence.Excerpt(reported.GetRawText(), 60));
        return taken;
    }

    private static long? AsNumber(JsonElement reported) =>
        decimal.TryParse(reported.ValueKind == JsonValueKind.String ? reported.GetString() : reported.ValueKind == JsonValueKind.Number ? reported.GetRawText() : null, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < long.MaxValue
                ? (long)number
                : null;
}
