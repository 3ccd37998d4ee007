namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Numbers of a likely size for what they count, within the bounds of their schema.</summary>
internal static class Numbers
{
    private static readonly (string[] Words, decimal Least, decimal Most)[] Sizes =
    [
        (["price", "fee", "amount", "cost", "total", "subtotal", "balance", "payment", "budget", "fare", "charge"], 5, 60),
        (["rating", "score", "stars"], 3.5m, 4.9m),
        (["quantity", "copies", "guests", "people", "adults", "seats", "tickets", "nights", "count", "rooms", "passengers", "servings", "party"], 1, 4),
        (["position", "floor", "rank", "level"], 1, 6),
        (["children", "kids"], 1, 3),
        (["page", "pages"], 1, 1),
        (["year", "published"], 1950, 2024),
        (["minutes", "duration", "eta"], 10, 60),
        (["days", "weeks", "months", "hours"], 1, 10),
        (["stock", "available", "remaining"], 1, 20),
        (["percent", "percentage", "discount"], 5, 30),
        (["distance", "km", "miles"], 1, 12),
        (["temperature", "degrees"], 8, 26),
        (["latitude", "lat"], 37.4m, 37.7m),
        (["longitude", "lng", "lon"], 126.8m, 127.1m),
        (["weight", "kg"], 1, 20),
        (["age"], 18, 70),
        (["id", "number"], 10_000, 99_999),
    ];

    public static bool IsMoney(string name) => NameWords.Split(name).Any(Sizes[0].Words.Contains) && !IsCount(name);

    /// <summary>Whether it counts the things of a list, as <c>total</c> and <c>total_items</c> do.</summary>
    public static bool IsCount(string name) => NameWords.Split(name) switch
    {
        ["total"] or ["count"] => true,
        [.., "count"] => true,
        ["total" or "num" or "number", .., var what] => what.EndsWith('s') && what != "pages",
        _ => false,
    };

    public static decimal Draw(string name, Schema schema, bool isWhole, decimal? atLeast, decimal? atMost, SeededRandom random)
    {
        var (least, most) = Size(name);
        if (isWhole && IsMoney(name)) (least, most) = (least * 500, most * 500);
        var step = isWhole ? (IsMoney(name) ? 100m : 1m) : IsMoney(name) ? 0.5m : 0.1m;
        var low = Highest(schema.Number("minimum"), schema.Number("exclusiveMinimum") + (isWhole ? 1 : 0.01m), atLeast);
        var high = Lowest(schema.Number("maximum"), schema.Number("exclusiveMaximum") - (isWhole ? 1 : 0.01m), atMost);
        if (least < low || least > high) least = low ?? high!.Value;
        if (most > high || most < least) most = high ?? least + 10 * step;
        if (isWhole) (least, most) = (decimal.Ceiling(least), decimal.Floor(most));
        var steps = (int)Math.Clamp((most - least) / step, 0, 1_000_000);
        return least + step * random.Next(steps + 1);
    }

    private static (decimal Least, decimal Most) Size(string name)
    {
        foreach (var word in NameWords.Split(name).Reverse())
            foreach (var (names, least, most) in Sizes)
                if (names.Contains(word)) return (least, most);
        return (1, 9);
    }

    private static decimal? Highest(params ReadOnlySpan<decimal?> bounds) => Most(bounds, (one, other) => one > other);

    private static decimal? Lowest(params ReadOnlySpan<decimal?> bounds) => Most(bounds, (one, other) => one < other);

    private static decimal? Most(ReadOnlySpan<decimal?> bounds, Func<decimal, decimal, bool> isMore)
    {
        decimal? found = null;
        foreach (var bound in bounds)
            if (bound is { } value && (found is not { } best || isMore(value, best))) found = value;
        // Beyond this a sum of two would overflow.
        return found is { } number ? Math.Clamp(number, -1e15m, 1e15m) : null;
    }
}
