using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>What the agent says of a response: only what stands in it.</summary>
internal sealed class Report(Tongue tongue, Facts facts)
{
    private const int MostDetails = 4;
    private const int MostItems = 5;
    private const int MostItemDetails = 3;

    private static readonly string[] Unsaid = ["success", "ok", "page", "page_size", "total_pages", "applied_filters", "pagination", "has_more", "has_next", "cursor", "next_page"];

    public (string Symbol, (string, string)[] Slots) Of(CallPlan call, JsonNode? response)
    {
        var schemas = new Dictionary<string, Schema>();
        Collect(new Schema(call.Tool.Returns), schemas, 0);
        Schema SchemaOf(string name) => schemas.GetValueOrDefault(name);
        return response switch
        {
            JsonObject failure when failure.Any(field => NameWords.Split(field.Key)[0] is "error" or "errors") && failure.Count <= 3 => Failure(failure),
            JsonArray list => List(call, list, SchemaOf),
            JsonObject found when Sums.List(found) is { } list && !call.Words.Writes && Details(found, SchemaOf, call, withIds: false).All(detail => detail.Value is JsonArray || Numbers.IsCount(detail.Name)) => List(call, list, SchemaOf),
            JsonObject thing => Thing(call, thing, SchemaOf),
            _ when Json.Text(response) is { } id && call.Words.Writes => ("told-id", [("label", tongue.Label($"{call.Words.Kind}_id", default)), ("id", Tongue.OneLine(id))]),
            null => (call.Words.Writes ? "told-done-nothing" : "told-nothing", []),
            _ when call.Words.Writes && Json.Flag(response) is true => ("told-done-nothing", []),
            _ => ("told-value", [("value", tongue.Value(call.Words.Kind, new Schema(call.Tool.Returns), response))]),
        };
    }

    private static (string, (string, string)[]) Failure(JsonObject failure)
    {
        var holder = failure.Select(field => field.Value).OfType<JsonObject>().FirstOrDefault() ?? failure;
        var message = holder.Where(field => NameWords.Split(field.Key)[^1] is "message" or "error" or "detail" or "details" or "description").Select(field => Json.Text(field.Value)).FirstOrDefault(text => text is not null);
        return message is null ? ("told-error-plain", []) : ("told-error", [("message", Tongue.OneLine(message))]);
    }

    private (string, (string, string)[]) List(CallPlan call, JsonArray list, Func<string, Schema> schemaOf)
    {
        if (list.Count == 0) return ("found-none", []);
        var items = list.Take(MostItems).Select(item => Item(call, item, schemaOf)).Where(item => item.Length > 0).ToList();
        if (items.Count == 0) return ("told-nothing", []);
        var symbol = list.Count == 1 ? "found-one" : "found-many";
        return (symbol, [("count", tongue.Count(list.Count, call.Words.Kind)), ("items", tongue.Join(items))]);
    }

    private string Item(CallPlan call, JsonNode? item, Func<string, Schema> schemaOf)
    {
        if (item is not JsonObject thing) return Json.IsScalar(item) ? tongue.Value(call.Words.Kind, default, item) : "";
        var name = Things.DisplayName(thing);
        var shown = name is null ? null : Things.DisplayField(thing.Where(field => Json.Text(field.Value) is not null).Select(field => field.Key));
        var details = Details(thing, schemaOf, call, withIds: name is null).Where(detail => detail.Name != shown).Take(MostItemDetails).ToList();
        return tongue.Item(name, details);
    }

    private (string, (string, string)[]) Thing(CallPlan call, JsonObject thing, Func<string, Schema> schemaOf)
    {
        var isNew = call.Words.Creates;
        var details = Details(thing, schemaOf, call, isNew).Take(MostDetails + (isNew ? 1 : 0)).ToList();
        var symbol = call.Words.Writes ? "told-done" : "told";
        return details.Count == 0 ? ($"{symbol}-nothing", []) : (symbol, [("details", tongue.Details(details))]);
    }

    /// <summary>What is worth saying: the fields of the thing, then those of the things in it.</summary>
    /// <param name="withIds">Whether its own id is said, as of what is new, or has nothing else to be called by.</param>
    private IEnumerable<(string Name, Schema Schema, JsonNode? Value)> Details(JsonObject thing, Func<string, Schema> schemaOf, CallPlan call, bool withIds)
    {
        var own = Things.OwnId(thing.Select(field => field.Key), call.Words.Kind, facts);
        foreach (var (name, value) in thing)
        {
            if (Unsaid.Contains(NameWords.Snake(name)) || facts.IsUser(name) || value is null) continue;
            if (NameWords.IsId(name) && !(withIds && name == own)) continue;
            if (NameWords.IsIdList(name)) continue;
            if (Json.IsScalar(value) && Json.Text(value) is not "" || value is JsonArray { Count: > 0 }) yield return (name, schemaOf(name), value);
        }

        foreach (var inner in thing.Where(field => !Unsaid.Contains(NameWords.Snake(field.Key))).Select(field => field.Value).OfType<JsonObject>().Take(2))
            foreach (var (name, value) in inner)
                if (Json.IsScalar(value) && !NameWords.IsId(name) && !facts.IsUser(name) && Json.Text(value) is not "") yield return (name, schemaOf(name), value);
    }

    private static void Collect(Schema schema, Dictionary<string, Schema> schemas, int depth)
    {
        if (depth > 8 || schemas.Count > 300) return;
        foreach (var (name, property) in schema.Properties)
        {
            schemas.TryAdd(name, property);
            Collect(property, schemas, depth + 1);
        }

        foreach (var variant in schema.AnyOf.Take(20)) Collect(variant, schemas, depth + 1);
        if (schema.Items is { } items) Collect(items, schemas, depth + 1);
    }
}
