using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>How a thing in a response is told from others: its id, and what people call it.</summary>
internal static class Things
{
    private static readonly string[] Names = ["title", "name", "subject", "headline", "label"];

    /// <summary>The field with the thing's own id; other ids point to other things.</summary>
    public static string? OwnId(IEnumerable<string> fields, string kind, Facts facts)
    {
        var ids = fields.Where(field => NameWords.IsId(field) && !facts.IsUser(field)).ToList();
        return ids.Find(id => NameWords.IdName(id, kind) == $"{kind}_id") ?? ids.FirstOrDefault();
    }

    public static bool IsDisplay(string field) => Names.Contains(NameWords.Split(field)[^1]);

    /// <summary>The field people name it by.</summary>
    public static string? DisplayField(IEnumerable<string> fields)
    {
        var all = fields.ToList();
        foreach (var name in Names)
            if (all.Find(field => NameWords.Split(field) is [var only] && only == name) is { } exact) return exact;
        return all.Find(IsDisplay);
    }

    /// <summary>The display field of what a search returns.</summary>
    public static string? FoundBy(Schema schema, int depth)
    {
        if (depth > 4) return null;
        if (schema.Items is { } items) return FoundBy(items, depth + 1);
        return DisplayField(schema.Properties.Where(property => property.Schema.Types.Contains("string")).Select(property => property.Name))
            ?? schema.Properties.Select(property => property.Schema).Concat(schema.AnyOf.Where(one => !one.IsError).Take(8))
                .Where(one => one.Types.Any(type => type is "array" or "object"))
                .Select(one => FoundBy(one, depth + 1)).FirstOrDefault(name => name is not null);
    }

    public static string? DisplayName(JsonObject? thing) =>
        thing is null || DisplayField(thing.Where(field => Json.Text(field.Value) is not null).Select(field => field.Key)) is not { } field ? null : Json.Text(thing[field]);
}
