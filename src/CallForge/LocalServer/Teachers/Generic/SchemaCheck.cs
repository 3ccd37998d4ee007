using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Whether a value obeys a schema, as far as packs may use them.</summary>
internal static class SchemaCheck
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(50);

    public static bool IsValid(JsonNode? value, Schema schema)
    {
        if (schema.Types is { Count: > 0 } types && !types.Any(type => Is(value, type))) return false;
        if (schema.Const is { } only && !Json.Same(value, Json.Of(only))) return false;
        if (schema.Enum is { Count: > 0 } all && !all.Any(one => Json.Same(value, Json.Of(one)))) return false;
        if (schema.AnyOf is { Count: > 0 } any && !any.Any(one => IsValid(value, one))) return false;
        return value switch
        {
            JsonObject fields => IsValid(fields, schema),
            JsonArray items => IsValid(items, schema),
            _ when Json.Text(value) is { } text => IsValid(text, schema),
            _ when Json.Number(value) is { } number => IsInRange(number, schema),
            _ => true,
        };
    }

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Json.Text(value) is not null,
        "boolean" => Json.Flag(value) is not null,
        "number" => Json.Number(value) is not null,
        "integer" => Json.Number(value) is { } number && number == decimal.Truncate(number),
        _ => false,
    };

    private static bool IsValid(JsonObject fields, Schema schema)
    {
        if (schema.Required.Any(name => !fields.ContainsKey(name))) return false;
        var known = new HashSet<string>();
        foreach (var (name, property) in schema.Properties)
        {
            known.Add(name);
            if (fields.TryGetPropertyValue(name, out var value) && !IsValid(value, property)) return false;
        }

        return !schema.IsClosed || fields.All(field => known.Contains(field.Key));
    }

    private static bool IsValid(JsonArray items, Schema schema) =>
        items.Count >= schema.Count("minItems", 0) && items.Count <= schema.Count("maxItems", int.MaxValue)
        && (schema.Items is not { } each || items.All(item => IsValid(item, each)))
        && (!schema.IsUnique || items.Select(Json.Write).Distinct().Count() == items.Count);

    private static bool IsInRange(decimal number, Schema schema) =>
        !(number < schema.Number("minimum")) && !(number > schema.Number("maximum"))
        && !(number <= schema.Number("exclusiveMinimum")) && !(number >= schema.Number("exclusiveMaximum"));

    private static bool IsValid(string text, Schema schema) =>
        text.Length >= schema.Count("minLength", 0) && text.Length <= schema.Count("maxLength", int.MaxValue)
        && (schema.Pattern is not { } pattern || Matches(text, pattern)) && HasFormat(text, schema.Format);

    private static bool HasFormat(string text, string? format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "time" => TimeOnly.TryParse(text.AsSpan(0, Math.Min(8, text.Length)), CultureInfo.InvariantCulture, out _),
        "email" => text.IndexOf('@') is > 0 and var at && at < text.Length - 1,
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => true,
    };

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, PatternTime);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
