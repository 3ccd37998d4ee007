using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.Domains;

/// <summary>Reads the mixes of <c>domain.yaml</c>: for each scenario type its share and what it draws.</summary>
internal sealed partial class MixReader(Pools pools)
{
    private static readonly string[] Fixed = ["type", "share"];

    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal)
    {
        ["topics"] = pools.Topics.Count,
        ["chains"] = pools.Chains.Count,
        ["clarifications"] = pools.Clarifications.Count,
        ["corrections"] = pools.Corrections.Count,
        ["unsupported"] = pools.Unsupported.Count,
        ["chitchat"] = pools.Chitchat.Count,
    };

    public IReadOnlyList<Mix> Read(PackYaml? mixes) =>
        [.. mixes?.Entries().Select(entry => new Mix(entry.Key, Entries(entry.Key, entry.Value))) ?? []];

    private List<MixEntry> Entries(string mix, PackYaml list)
    {
        var entries = list.Items().Select(Entry).ToList();
        var sum = entries.Sum(entry => entry.Share);
        // A share that cannot be read has been named.
        if (entries.Count > 0 && entries.All(entry => entry.Share > 0) && sum != 100)
            list.Refuse($"the shares of mix '{mix}' sum to {sum}; make them sum to 100.");
        return entries;
    }

    private MixEntry Entry(PackYaml item)
    {
        var fields = item.Fields(Fixed, [.. _sizes.Keys]);
        var type = Type(fields.GetValueOrDefault("type"));
        var share = Share(fields.GetValueOrDefault("share"));
        var draw = fields.Where(field => _sizes.ContainsKey(field.Key)).ToDictionary(field => field.Key, field => Draw(field.Key, field.Value));
        if (draw.Values.All(count => count.Max == 0))
            item.Refuse($"'{type}' draws nothing; add how many of a pool, such as topics: 1.");
        return new MixEntry(type, share, draw);
    }

    private static string Type(PackYaml? field)
    {
        if (field?.Text() is not { } type) return "";
        if (!ScenarioTypes.All.Contains(type))
            field.Refuse($"the scenario type '{type}' is unknown; {NearestName.Remedy(type, ScenarioTypes.All)}");
        return type;
    }

    private static int Share(PackYaml? field)
    {
        if (field?.Text() is not { } text) return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var share) && share is >= 1 and <= 100) return share;
        field.Refuse($"the share '{text}' is not a whole number of 1-100; write how many of each 100 conversations.");
        return 0;
    }

    private DrawCount Draw(string pool, PackYaml field)
    {
        if (field.Text() is not { } text) return default;
        var match = CountPattern().Match(text);
        var min = match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var max = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : min;
        if (!match.Success || min > max)
            field.Refuse($"the count '{text}' is neither a number nor a range; write 2 or 1-2.");
        else if (max > _sizes[pool] && _sizes[pool] > 0)
            field.Refuse($"'{text}' of '{pool}' is more than the {_sizes[pool]} it has; draw fewer or add to the pool.");
        return new DrawCount(min, max);
    }

    [GeneratedRegex(@"^(\d{1,4})(?:-(\d{1,4}))?$")]
    private static partial Regex CountPattern();
}
