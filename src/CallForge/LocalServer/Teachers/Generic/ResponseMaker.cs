using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>
/// Answers a call as a backend would: what was given comes back, things known keep their ids and fields, filters hold.
/// </summary>
internal sealed class ResponseMaker(Facts facts, PlainValues values, SeededRandom random, CallPlan call)
{
    private readonly HashSet<string> _parameters = [.. new Schema(call.Tool.Parameters).Properties.Select(property => property.Name)];
    private readonly Filters _filters = new(call);

    // What a "pagination" beside it counts.
    private JsonArray? _list;

    public JsonNode? Make()
    {
        // The same question has the same answer, apart from what has changed since.
        if (!call.Words.Writes && facts.AnswerTo(call.Text) is { } before) return Refreshed(before);
        var builder = new ValueBuilder(values, random, Known, _ => true) { Bounds = _filters.Bounds };
        var schema = new Schema(call.Tool.Returns);
        var made = builder.Build(Root(schema));
        return made is JsonObject { Count: 0 } && !schema.IsClosed ? new JsonObject { ["success"] = true } : made;
    }

    /// <summary>A failure, if the function may answer with one.</summary>
    public JsonNode? MakeError()
    {
        var schema = new Schema(call.Tool.Returns);
        var error = schema.AnyOf.FirstOrDefault(one => one.IsError);
        if (error.Element.ValueKind == System.Text.Json.JsonValueKind.Undefined) return null;
        return new ErrorMaker(values, random, call).Make(schema.With(error));
    }

    private Field Root(Schema schema) => new(IsIdText(schema) ? $"{call.Words.Kind}_id" : call.Words.Kind, schema, call.Words.Kind, null, false, 0);

    // A function that makes something and returns a text returns its id.
    private bool IsIdText(Schema schema) => schema.Types is ["string"] && schema.Enum.Count == 0 && call.Words.Writes;

    private JsonNode? Refreshed(JsonNode before)
    {
        var copy = before.DeepClone();
        Refresh(copy, call.Words.Kind);
        return SchemaCheck.IsValid(copy, new Schema(call.Tool.Returns)) ? copy : before.DeepClone();
    }

    private void Refresh(JsonNode? value, string kind)
    {
        if (value is JsonArray items)
            foreach (var item in items) Refresh(item, kind);
        if (value is not JsonObject thing) return;
        var own = Things.OwnId(thing.Select(field => field.Key), kind, facts);
        var known = own is not null && thing[own] is { } id ? facts.Thing(NameWords.IdName(own, kind), id) : null;
        foreach (var name in thing.Select(field => field.Key).ToList())
            if (thing[name] is JsonObject or JsonArray) Refresh(thing[name], NameWords.Kind(name, kind));
            else if (known is not null && known.TryGetPropertyValue(name, out var newer)) thing[name] = newer?.DeepClone();
    }

    private Known? Known(Field field)
    {
        if (field.Owner is null && field.Depth > 0) return null;
        if (field.Depth == 1) _list = Sums.List(field.Owner);
        if (facts.IsUser(field.Name)) return new Known(Json.Of(facts.UserId));
        if (Given(field) is { } given) return given;
        if (NameWords.IsId(field.Name)) return Id(field);
        if (State(field) is { } state) return state;
        if (_filters.Demanded(field) is { } demanded) return demanded;
        if (Total(field) is { } total) return total;
        if (Remembered(field) is { } remembered) return remembered;
        if (_parameters.Contains(field.Name) && !call.Arguments.ContainsKey(field.Name) && field.Schema.IsNullable) return new Known(null);
        return null;
    }

    private Known? Given(Field field)
    {
        if (field.IsInList && call.Words.Writes && !NameWords.IsId(field.Name)) return null;
        if (call.Arguments.TryGetPropertyValue(field.Name, out var value) && value is not null) return new Known(value);
        if (!Things.IsDisplay(field.Name) || field.Owner is null || _filters.Query is not { } query) return null;
        return call.Words.Writes ? null : new Known(query);
    }

    private Known? Id(Field field)
    {
        var name = NameWords.IdName(field.Name, field.Kind);
        // book_id may have been asked for as id, and id as book_id.
        foreach (var (argument, value) in call.Arguments)
            if (NameWords.IsId(argument) && value is not null && NameWords.IdName(argument, call.Words.Kind) == name && !field.IsInList) return new Known(value);
        var isNew = call.Words.Creates && name == $"{call.Words.Kind}_id";
        if (Remembered(field) is { } remembered) return remembered;
        return isNew || field.IsInList || facts.Focus(name) is not { } id ? null : new Known(id);
    }

    private Known? State(Field field)
    {
        if (field.IsInList) return null;
        var states = field.Schema.Enum.Where(one => one.ValueKind == System.Text.Json.JsonValueKind.String).Select(one => one.GetString()!).ToList();
        return call.Words.StateAfter(states) is { } state ? new Known(Json.Of(states[state])) : null;
    }

    private Known? Total(Field field)
    {
        var words = NameWords.Split(field.Name);
        if (words is ["page"] or ["total", "pages"] or ["current", "page"]) return new Known(Json.Of(1));
        if (words is ["has", "more" or "next"]) return new Known(Json.Of(false));
        if (words is ["success"] or ["ok"] or ["succeeded"]) return new Known(Json.Of(true));
        return Numbers.IsCount(field.Name) && (Sums.List(field.Owner) ?? _list) is { } items
            ? new Known(Json.Of(items.Count))
            : Sums.Of(field.Name, field.Owner) is { } sum ? new Known(Json.Of(sum)) : null;
    }

    private Known? Remembered(Field field)
    {
        if (field.Owner is not { } owner) return null;
        foreach (var (name, id) in owner)
        {
            if (!NameWords.IsId(name) || id is null || name == field.Name || facts.IsUser(name)) continue;
            var isOwn = name == Things.OwnId(owner.Select(other => other.Key), field.Kind, facts);
            if ((isOwn || Things.IsDisplay(field.Name)) && facts.Thing(NameWords.IdName(name, field.Kind), id) is { } thing && thing.TryGetPropertyValue(field.Name, out var value))
                return new Known(value);
        }

        return null;
    }
}
