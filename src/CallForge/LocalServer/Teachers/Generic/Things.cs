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

    public static string? DisplayName(JsonObject? thing) =>
        thing is null || DisplayField(thing.Where(field => Json.Text(field.Value) is not null).Select(field => field.Key)) is not { } field ? null : Json.Text(thing[field]);
}
