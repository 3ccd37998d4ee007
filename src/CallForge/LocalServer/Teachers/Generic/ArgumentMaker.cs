using System.Text.Json.Nodes;
using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>
/// Decides where each argument of a call comes from: the login, an earlier response, an earlier call, else the customer.
/// </summary>
internal sealed class ArgumentMaker(Facts facts, PlainValues values, SeededRandom random, string topic)
{
    private const int MostOptional = 3;

    // Nobody says these unless they have to.
    private static readonly string[] Silent = ["page", "page_size", "limit", "offset", "cursor", "page_token", "per_page", "sort", "order", "locale", "language", "timezone"];
    private static readonly string[] Queries = ["query", "q", "keyword", "keywords", "search", "search_term", "term", "search_query"];

    private readonly List<SaidValue> _said = [];
    private readonly List<(string, JsonNode, bool)> _chosen = [];
    private readonly HashSet<string> _topic = [.. NameWords.Split(topic)];
    private ToolWords _words = null!;
    private Tool _tool = null!;
    private int _optional;

    public static bool IsQuery(string name) => Queries.Contains(NameWords.Snake(name));

    /// <param name="mustSay">Whether the customer must have something to say, even where nothing is required.</param>
    public CallPlan Plan(Tool tool, bool mustSay)
    {
        (_tool, _words) = (tool, ToolWords.Of(tool));
        var schema = new Schema(tool.Parameters);
        var arguments = (JsonObject)Builder(Wants).Build(new Field("", schema, _words.Kind, null, false, 0))!;
        var required = schema.Required.ToHashSet();
        var spare = schema.Properties.FirstOrDefault(property => !required.Contains(property.Name) && !facts.IsUser(property.Name) && !NameWords.IsId(property.Name));
        if (!_said.Any(said => Json.Flag(said.Value) is null) && _chosen.Count == 0 && spare.Name is not null && (mustSay || !required.Any(name => !facts.IsUser(name))))
            arguments = InOrder(schema, arguments, spare.Name, Builder(_ => false).Build(new Field(spare.Name, spare.Schema, _words.Kind, arguments, false, 1)));
        return new CallPlan(tool, _words, arguments, _said, _chosen);
    }

    /// <summary>Another value in place of one that was said: what the customer says by mistake.</summary>
    public JsonNode? Other(SaidValue said)
    {
        for (var i = 0; i < 8; i++)
            if (Draw(said.Name, said.Schema) is { } other && !Json.Same(other, said.Value)) return other;
        return null;
    }

    /// <summary>Whether the topic speaks of a value of this name.</summary>
    public bool IsOfTopic(string name) => NameWords.Split(name).Any(_topic.Contains);

    private ValueBuilder Builder(Func<Field, bool> wants) => new(values, random, Known, wants);

    private static JsonObject InOrder(Schema schema, JsonObject arguments, string added, JsonNode? value)
    {
        var ordered = new JsonObject();
        foreach (var (name, _) in schema.Properties)
            if (name == added) ordered[name] = value;
            else if (arguments.TryGetPropertyValue(name, out var own)) ordered[name] = own?.DeepClone();
        return ordered;
    }

    private bool Wants(Field field)
    {
        if (facts.IsUser(field.Name)) return true;
        if (NameWords.IsId(field.Name) || NameWords.IsIdList(field.Name) || Silent.Contains(NameWords.Snake(field.Name))) return false;
        // A search is for something, unless the topic says by what else.
        var isMeant = IsOfTopic(field.Name) || (IsQuery(field.Name) && !new Schema(_tool.Parameters).Properties.Any(property => IsOfTopic(property.Name)));
        if (_optional >= MostOptional || !(isMeant || (!IsQuery(field.Name) && random.Chance(25)))) return false;
        _optional++;
        return true;
    }

    private Known? Known(Field field)
    {
        if (field.Name.Length == 0) return null;
        if (facts.IsUser(field.Name) && SchemaCheck.IsValid(Json.Of(facts.UserId), field.Schema)) return new Known(Json.Of(facts.UserId));
        if (NameWords.IsId(field.Name) && OfEarlier(field) is { } id) return id;
        if (!NameWords.IsId(field.Name) && Carried(field) is { } carried) return carried;
        return field.Schema.Types.Any(type => type is "object" or "array") || field.Schema.AnyOf.Count > 0 && Array.Exists(["object", "array"], type => field.Schema.AnyOf.Any(one => one.Types.Contains(type)))
            ? null
            : new Known(Say(field));
    }

    private JsonNode? Say(Field field)
    {
        var schema = field.Schema.AnyOf.FirstOrDefault(one => one.Types is not ["null"]) is { Element.ValueKind: not System.Text.Json.JsonValueKind.Undefined } variant ? field.Schema.With(variant) : field.Schema;
        var value = Draw(field.Name, schema);
        // An option nobody wants is left out, not refused.
        if (Json.Flag(value) is false && !IsRequired(field.Name)) value = Json.Of(true);
        _said.Add(new SaidValue(field.Name, schema, value, field.Kind, field.Depth == 1 && !field.IsInList));
        return value;
    }

    private Known? OfEarlier(Field field)
    {
        var name = NameWords.IdName(field.Name, field.Kind);
        var choices = facts.Choices(name).Where(id => SchemaCheck.IsValid(id, field.Schema)).ToList();
        if (choices.Count == 0) return null;
        var id = random.Pick(choices);
        facts.SettleOn(name, id);
        _chosen.Add((name, id, choices.Count > 1));
        return new Known(id);
    }

    /// <summary>What an earlier response or call has under this name: a price, a snapshot, the date of the search.</summary>
    private Known? Carried(Field field)
    {
        if (field.Schema.Types.Contains("object"))
            return facts.Responses.AsEnumerable().Reverse().SelectMany(response => new[] { (response as JsonObject)?[field.Name], response })
                .FirstOrDefault(value => value is JsonObject { Count: > 0 } && SchemaCheck.IsValid(value, field.Schema)) is { } whole && IsPointed(field.Schema) ? new Known(whole) : null;
        if (field.Depth != 1 || _words.Changes || IsQuery(field.Name) || field.Schema.Types.Contains("boolean")) return null;
        var given = facts.GivenBefore(field.Name, _tool.Name);
        return given is not null && SchemaCheck.IsValid(given, field.Schema) ? new Known(given) : null;
    }

    // Any object obeys a schema without properties of its own; it is no sign that it is meant.
    private static bool IsPointed(Schema schema) => schema.Required.Any();

    /// <summary>What is searched for is named as what will be found.</summary>
    private JsonNode? Draw(string name, Schema schema) =>
        values.Draw(IsQuery(name) ? Things.FoundBy(new Schema(_tool.Returns), 0) ?? name : name, schema, _words.Kind);

    private bool IsRequired(string name) => new Schema(_tool.Parameters).Required.Contains(name);
}
