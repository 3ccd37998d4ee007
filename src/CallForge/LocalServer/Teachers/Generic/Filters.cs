using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>What the arguments of a search demand of what it finds.</summary>
internal sealed class Filters(CallPlan call)
{
    private static readonly string[] Least = ["min", "minimum", "least", "after", "from", "over", "above"];
    private static readonly string[] Most = ["max", "maximum", "most", "before", "to", "under", "below"];

    public JsonNode? Query { get; } = call.Arguments.FirstOrDefault(argument => ArgumentMaker.IsQuery(argument.Key)).Value;

    /// <summary><c>available_only</c> demands a <c>status</c> of <c>available</c>, or <c>is_available</c>.</summary>
    public Known? Demanded(Field field)
    {
        if (call.Words.Writes) return null;
        foreach (var (argument, value) in call.Arguments)
        {
            if (Json.Flag(value) is not true) continue;
            var wanted = NameWords.Split(argument).Except(["only", "is", "include", "in"]).ToList();
            if (field.Schema.Types.Contains("boolean") && wanted.Intersect(NameWords.Split(field.Name)).Any()) return new Known(Json.Of(true));
            foreach (var state in field.Schema.Enum)
                if (state.ValueKind == System.Text.Json.JsonValueKind.String && wanted.Contains(state.GetString()!.ToLowerInvariant())) return new Known(Json.Of(state));
        }

        return null;
    }

    /// <summary><c>max_price</c> of a price; of a list, how many it may hold.</summary>
    public (decimal? Least, decimal? Most) Bounds(Field field)
    {
        if (field.Schema.Types.Contains("array")) return (null, field.Depth <= 1 ? ListLimit(field) : null);
        decimal? least = null, most = null;
        var words = NameWords.Split(field.Name);
        foreach (var (argument, value) in call.Arguments)
        {
            var name = NameWords.Split(argument);
            if (Json.Number(value) is not { } number || !name.Intersect(words).Any()) continue;
            if (name.Any(Least.Contains)) least = number;
            if (name.Any(Most.Contains)) most = number;
        }

        return (least, most);
    }

    // Of a name that was searched for there is one.
    private decimal? ListLimit(Field field)
    {
        var limit = call.Arguments.Where(argument => NameWords.Snake(argument.Key) is "limit" or "page_size" or "max_results" or "per_page")
            .Select(argument => Json.Number(argument.Value)).FirstOrDefault();
        var fields = field.Schema.Items?.Properties.Select(property => property.Name) ?? [];
        return fields.Any(name => Things.IsDisplay(name) && (Query is not null || call.Arguments.ContainsKey(name))) ? 1 : limit;
    }
}
