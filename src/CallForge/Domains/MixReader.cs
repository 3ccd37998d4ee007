using System.Globalization;

namespace CallForge.Domains;

/// <summary>Reads the mixes of <c>domain.yaml</c>: for each scenario type its share and what it draws.</summary>
internal sealed class MixReader(Pools pools)
{
    private const int Hundred = 100;
    private const int LargestCount = 10_000;
    private static readonly string[] Fixed = ["type", "share"];
    private static readonly string[] Optional = ["group", .. Pools.Drawn];

    private readonly PoolDrawReader _draws = new(pools);

    public IReadOnlyList<Mix> Read(PackYaml? mixes) => [.. mixes?.Entries().Select(entry => Mix(entry.Key, entry.Value)) ?? []];

    /// <summary>A list of entries by the hundred, or <c>count</c> and <c>entries</c>, whose shares are of that count.</summary>
    private Mix Mix(string name, PackYaml value)
    {
        if (!value.IsMapping) return new Mix(name, Domains.Mix.UsualCount, Entries(name, value, Hundred));
        var fields = value.Fields(["count", "entries"]);
        var count = Number(fields.GetValueOrDefault("count"), "count", LargestCount, "write how many conversations the mix is made for.");
        return new Mix(name, count, fields.GetValueOrDefault("entries") is { } list ? Entries(name, list, count) : []);
    }

    private List<MixEntry> Entries(string mix, PackYaml list, int size)
    {
        var items = list.Items();
        var entries = items.Select(item => Entry(item, size)).ToList();
        var sum = entries.Sum(entry => entry.Share);
        // A number that cannot be read has been named.
        if (entries.Count > 0 && size > 0 && entries.All(entry => entry.Share > 0) && sum != size)
            list.Refuse($"the shares of mix '{mix}' sum to {sum}; make them sum to {size}.");
        foreach (var (item, entry) in items.Zip(entries).Where(pair => pair.Second.Group is null && entries.Exists(entry => entry.Group is not null)))
            item.Refuse($"'{entry.ScenarioType}' has no group, and other entries of mix '{mix}' have one; give each entry a group, or none.");
        return entries;
    }

    private MixEntry Entry(PackYaml item, int size)
    {
        var fields = item.Fields(Fixed, Optional);
        var type = Type(fields.GetValueOrDefault("type"));
        var share = Number(fields.GetValueOrDefault("share"), "share", size > 0 ? size : LargestCount, $"write how many {(size > 0 ? $"of each {size} " : "")}conversations.");
        var draw = fields.Where(field => Pools.Drawn.Contains(field.Key)).ToDictionary(field => field.Key, field => _draws.Read(field.Key, field.Value));
        if (draw.Values.All(count => count.Max == 0))
            item.Refuse($"'{type}' draws nothing; add how many of a pool, such as topics: 1.");
        return new MixEntry(type, Group(fields.GetValueOrDefault("group")), share, draw);
    }

    private static string Type(PackYaml? field)
    {
        if (field?.Text() is not { } type) return "";
        if (!ScenarioTypes.All.Contains(type))
            field.Refuse($"the scenario type '{type}' is unknown; {NearestName.Remedy(type, ScenarioTypes.All)}");
        return type;
    }

    private static string? Group(PackYaml? field)
    {
        if (field?.Text() is not { } group) return null;
        if (group.Any(char.IsControl)) field.Refuse("the group has a line break or a control character; write it in one line.");
        return group;
    }

    private static int Number(PackYaml? field, string what, int largest, string remedy)
    {
        if (field?.Text() is not { } text) return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest) return number;
        field.Refuse($"the {what} '{text}' is not a whole number of 1-{largest}; {remedy}");
        return 0;
    }
}
