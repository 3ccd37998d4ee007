using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Reads <c>contract.yaml</c>, which a pack may have.</summary>
internal sealed class ContractReader(PackFiles files, IReadOnlyList<Tool> tools, PackMistakes mistakes)
{
    public const string File = "contract.yaml";

    private static readonly string[] Severities = ["reject", "warn", "off"];
    private static readonly string[] Formats = ["uuid", "text"];

    public Contract Read()
    {
        if (!files.Names.Contains(File)) return Contract.None;
        var fields = PackYaml.Load(files, File, mistakes)?.Fields([], "ids", "checks");
        return new Contract(Ids(fields?.GetValueOrDefault("ids")), Checks(fields?.GetValueOrDefault("checks")));
    }

    private static Dictionary<string, Severity> Checks(PackYaml? checks)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var (code, place, value) in checks?.Entries() ?? [])
        {
            var severity = Of(value, Severities);
            if (!FindingCode.Names.Contains(code)) place.Refuse($"the code '{code}' is unknown; {NearestName.Remedy(code, FindingCode.Names)}");
            else if (severity is not null) severities[code] = Enum.Parse<Severity>(severity, ignoreCase: true);
        }

        return severities;
    }

    private List<IdKind> Ids(PackYaml? ids)
    {
        var (kinds, taken) = (new List<IdKind>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, _, value) in ids?.Entries() ?? [])
        {
            var fields = value.Fields(["keys"], "returned_by", "named", "format", "is");
            foreach (var (place, key) in fields.GetValueOrDefault("keys")?.Texts() ?? [])
                if (!taken.TryAdd(key, name)) place.Refuse($"the key '{key}' of '{name}' already stands for '{taken[key]}'; a key holds ids of one kind.");
            foreach (var (place, function) in fields.GetValueOrDefault("returned_by")?.Texts() ?? [])
                if (tools.Count > 0 && tools.All(tool => tool.Name != function))
                    place.Refuse($"'{function}' is no function of tools.json; {NearestName.Remedy(function, tools.Select(tool => tool.Name))}");
            kinds.Add(new IdKind(name, Texts("keys"), Texts("returned_by"), Texts("named"), Of(fields.GetValueOrDefault("format"), Formats) != "text", Of(fields.GetValueOrDefault("is"), ["customer"]) is not null));

            IReadOnlyList<string> Texts(string key) => [.. fields.GetValueOrDefault(key)?.Texts().Select(text => text.Value) ?? []];
        }

        return kinds;
    }

    /// <summary>One of few words, or null if it is none or there is nothing.</summary>
    private static string? Of(PackYaml? field, IReadOnlyList<string> words)
    {
        if (field?.Text() is not { } text || words.Contains(text)) return field?.Text();
        field.Refuse($"'{text}' is not known here; {NearestName.Remedy(text, words)}");
        return null;
    }
}
