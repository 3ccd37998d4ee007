using System.Globalization;
using System.Text.Json.Nodes;
using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Generic;

/// <param name="Symbol">The sentences it fits into.</param>
internal sealed record Wish(string Symbol, string Text);

/// <summary>How things are put in one language, as far as a list of sentences cannot hold it.</summary>
internal abstract class Tongue
{
    private static readonly string[] Quoted =
        ["title", "query", "keyword", "keywords", "q", "search", "term", "note", "comment", "message", "request", "instruction", "instructions", "subject", "reason", "text", "song", "album", "movie", "film"];

    /// <summary>What a topic or situation says the customer wants, in the customer's words; null if it cannot be told.</summary>
    public abstract Wish? OfText(string text);

    public abstract Wish OfTool(Tool tool);

    /// <summary>The wish for what <paramref name="id"/> names, if its text tells nothing.</summary>
    public abstract Wish OfId(string id);

    /// <summary>Speaks of a thing by name where it was just talked about.</summary>
    public abstract Wish About(Wish wish, string kind);

    /// <summary>The agent speaks to the customer of what the customer calls mine.</summary>
    public virtual string ForYou(string text) => text;

    public abstract string Label(string name, Schema schema);

    /// <summary>The customer says these values.</summary>
    public abstract string State(IEnumerable<SaidValue> said);

    /// <summary>The agent says what a thing is like.</summary>
    public abstract string Details(IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields);

    /// <summary>A thing in a list.</summary>
    public abstract string Item(string? name, IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields);

    public abstract string Count(int count, string kind);

    public abstract string Join(IReadOnlyList<string> parts, bool isChoice = false);

    /// <summary>One sentence after words that open it.</summary>
    public abstract string After(string opening, string sentence);

    public string Value(string name, Schema schema, JsonNode? value)
    {
        if (Json.Number(value) is { } number) return number.ToString(Numbers.IsMoney(name) ? MoneyFormat(number) : "0.##########", CultureInfo.InvariantCulture);
        if (Json.Flag(value) is { } flag) return YesNo(flag);
        if (Json.Text(value) is not { } text) return Json.Write(value);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Day(day);
        if (text.Length > 15 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment))
            return $"{Day(DateOnly.FromDateTime(moment.DateTime))} {moment.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        text = OneLine(text);
        if (schema.Enum.Count > 0) return text.Replace('_', ' ');
        return NameWords.Split(name).Any(Quoted.Contains) ? Quote(text) : text;
    }

    protected abstract string YesNo(bool flag);

    protected abstract string Day(DateOnly day);

    protected abstract string Quote(string text);

    protected virtual string MoneyFormat(decimal number) => number == decimal.Truncate(number) ? "#,0" : "#,0.00";

    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\n', '\r', '\t', '\u2028', '\u2029', '\u0085'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    protected static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
