using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Numbers that follow from others beside them: how many, how much together.</summary>
internal static class Sums
{
    private static readonly string[] Together = ["total", "subtotal", "amount", "sum"];

    /// <summary>The list an object speaks of.</summary>
    public static JsonArray? List(JsonObject? owner) => owner?.Select(field => field.Value).OfType<JsonArray>().FirstOrDefault();

    public static decimal? Of(string name, JsonObject? owner)
    {
        if (owner is null || !Numbers.IsMoney(name) || !NameWords.Split(name).Any(Together.Contains)) return null;
        return List(owner) is { Count: > 0 } items ? items.Select(OfItem).Sum() : OfLine(owner);
    }

    private static decimal? OfItem(JsonNode? item) =>
        item is JsonObject line ? Find(line, name => Numbers.IsMoney(name) && NameWords.Split(name).Any(Together.Contains)) ?? OfLine(line) ?? Find(line, Numbers.IsMoney) : null;

    private static decimal? OfLine(JsonObject line) =>
        Find(line, name => NameWords.Split(name).Any(word => word is "price" or "fare") && !NameWords.Split(name).Any(Together.Contains)) * Find(line, name => NameWords.Split(name)[^1] is "quantity" or "qty" or "nights" or "tickets");

    private static decimal? Find(JsonObject line, Func<string, bool> isMeant) =>
        line.Where(field => isMeant(field.Key)).Select(field => Json.Number(field.Value)).FirstOrDefault(number => number is not null);
}
