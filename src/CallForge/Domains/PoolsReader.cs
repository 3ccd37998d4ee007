using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Reads the lists a scenario draws from: topics, unsupported requests, customers, manners, small talk.</summary>
internal sealed partial class PoolsReader(PackFiles files, IReadOnlyList<Tool> tools, PackMistakes mistakes)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public Pools Read()
    {
        var topics = Lists("topics.yaml", "topics", "chains", "clarifications", "corrections");
        var unsupported = Lists("unsupported.yaml", "unsupported");
        var customers = Lists("customers.yaml", "customers", "manners");
        var chitchat = Lists("chitchat.yaml", "chitchat");
        return new Pools(
            Customers(customers["customers"]),
            Situations(customers["manners"]),
            Topics(topics["topics"]),
            Topics(topics["chains"]),
            Topics(topics["clarifications"]),
            Topics(topics["corrections"]),
            Situations(unsupported["unsupported"]),
            [.. chitchat["chitchat"]?.Texts().Select(text => text.Value) ?? []]);
    }

    /// <summary>A file's top-level lists by key; null where one is missing.</summary>
    private Dictionary<string, PackYaml?> Lists(string file, params IReadOnlyList<string> keys)
    {
        var fields = PackYaml.Load(files, file, mistakes)?.Fields(keys);
        return keys.ToDictionary(key => key, key => fields?.GetValueOrDefault(key));
    }

    private static List<string> Customers(PackYaml? list)
    {
        List<string> customers = [];
        foreach (var (place, customer) in list?.Texts() ?? [])
        {
            if (!Uuid.IsWellFormed(customer))
                place.Refuse($"the customer '{customer}' is not a UUID; write 8-4-4-4-12 hexadecimal digits.");
            else if (customers.Contains(customer))
                place.Refuse($"the customer '{customer}' stands twice; remove one.");
            customers.Add(customer);
        }

        return customers;
    }

    private List<Situation> Situations(PackYaml? list) =>
        [.. list?.Items().Select(item => item.Fields(["id", "text"])).Select(fields => new Situation(Id(fields), Text(fields))) ?? []];

    private List<Topic> Topics(PackYaml? list) =>
        [.. list?.Items().Select(item => item.Fields(["id", "text", "functions"])).Select(Topic) ?? []];

    private Topic Topic(IReadOnlyDictionary<string, PackYaml> fields)
    {
        var id = Id(fields);
        var functions = fields.GetValueOrDefault("functions")?.Texts() ?? [];
        var known = tools.Select(tool => tool.Name).ToList();
        // Without tools, tools.json is at fault and has been named.
        foreach (var (place, function) in functions.Where(function => known.Count > 0 && !known.Contains(function.Value)))
            place.Refuse($"topic '{id}' names function '{function}', which tools.json does not have; {NearestName.Remedy(function, known)}");
        return new Topic(id, Text(fields), [.. functions.Select(function => function.Value)]);
    }

    private string Id(IReadOnlyDictionary<string, PackYaml> fields)
    {
        if (fields.GetValueOrDefault("id") is not { } place || place.Text() is not { } id) return "";
        if (!IdPattern().IsMatch(id))
            place.Refuse($"the id '{id}' is not kebab-case; use a-z and 0-9, joined by '-'.");
        if (!_ids.Add(id))
            place.Refuse($"the id '{id}' stands twice in the pack; rename one.");
        return id;
    }

    private static string Text(IReadOnlyDictionary<string, PackYaml> fields) => fields.GetValueOrDefault("text")?.Text() ?? "";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();
}
