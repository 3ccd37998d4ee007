using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>What has come up in one conversation: which things there are, under which ids, and what was last spoken of.</summary>
internal sealed class Facts(IReadOnlySet<string> userIdNames, string userId)
{
    private readonly Dictionary<string, List<JsonNode>> _latest = [];
    private readonly Dictionary<string, JsonNode> _focus = [];
    private readonly Dictionary<(string Name, string Id), JsonObject> _things = [];
    private readonly Dictionary<string, (string Tool, JsonNode Value)> _given = [];
    private readonly Dictionary<string, JsonNode?> _answers = [];

    public string UserId => userId;

    /// <summary>All responses, the newest last.</summary>
    public List<JsonNode> Responses { get; } = [];

    public bool IsUser(string name) => userIdNames.Contains(NameWords.Snake(name));

    /// <summary>The ids the newest response with any of that name has; one if a thing was settled on since.</summary>
    public IReadOnlyList<JsonNode> Choices(string idName) => Find(_latest, idName) ?? [];

    public JsonNode? Focus(string idName) => Find(_focus, idName);

    public JsonObject? Thing(string idName, JsonNode id) => _things.GetValueOrDefault((idName, Json.Key(id)));

    public void SettleOn(string idName, JsonNode id) => (_focus[idName], _latest[idName]) = (id, [id]);

    /// <summary>A value given to another function before, such as the date of a search when it comes to booking.</summary>
    public JsonNode? GivenBefore(string name, string tool) =>
        _given.TryGetValue(name, out var given) && given.Tool != tool ? given.Value : null;

    /// <summary>The answer to the same question earlier in the conversation.</summary>
    public JsonNode? AnswerTo(string call) => _answers.GetValueOrDefault(call);

    /// <summary>Who asks for something new means none of the things spoken of so far.</summary>
    public void BeginTopic() => _given.Clear();

    public void Learn(string tool, string kind, JsonObject arguments, string call, JsonNode? response)
    {
        foreach (var (name, value) in arguments)
            if (Json.IsScalar(value)) _given[name] = (tool, value!);
        _answers[call] = response;
        if (response is null) return;
        Responses.Add(response);
        var found = new Dictionary<string, List<JsonNode>>();
        Collect(response, kind, found);
        foreach (var (name, ids) in found)
        {
            _latest[name] = ids;
            _focus[name] = ids[0];
        }
    }

    private void Collect(JsonNode? value, string kind, Dictionary<string, List<JsonNode>> found)
    {
        if (value is JsonArray items)
            foreach (var item in items) Collect(item, kind, found);
        if (value is not JsonObject thing) return;
        var own = Things.OwnId(thing.Select(field => field.Key), kind, this);
        foreach (var (name, field) in thing)
        {
            if (NameWords.IsId(name) && Json.IsScalar(field) && !IsUser(name))
            {
                var idName = NameWords.IdName(name, kind);
                if (!found.TryGetValue(idName, out var ids)) found[idName] = ids = [];
                if (!ids.Any(id => Json.Same(id, field))) ids.Add(field!);
                Remember(idName, field!, thing, isOwn: name == own);
            }
            else Collect(field, NameWords.Kind(name, kind), found);
        }
    }

    // Of a thing that is only mentioned, its name is known, not its state.
    private void Remember(string idName, JsonNode id, JsonObject fields, bool isOwn)
    {
        var key = (idName, Json.Key(id));
        if (!_things.TryGetValue(key, out var thing)) _things[key] = thing = [];
        foreach (var (name, value) in fields)
            if (isOwn || Things.IsDisplay(name)) thing[name] = value?.DeepClone();
    }

    /// <summary><c>from_account_id</c> is an <c>account_id</c>.</summary>
    private static T? Find<T>(Dictionary<string, T> all, string idName)
        where T : class
    {
        for (var name = idName; ; name = name[(name.IndexOf('_') + 1)..])
        {
            if (all.TryGetValue(name, out var found)) return found;
            if (name.IndexOf('_') == name.LastIndexOf('_')) return null;
        }
    }
}
