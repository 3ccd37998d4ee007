using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>What is no mistake but probably not meant either.</summary>
internal static class PackWarnings
{
    private const string UsualMix = "balanced";

    public static IEnumerable<string> Of(DomainPack pack) => [.. UndrawnItems(pack), .. UncalledTools(pack), .. BareParameters(pack), .. MissingMix(pack)];

    private static IEnumerable<string> UndrawnItems(DomainPack pack)
    {
        foreach (var pool in Pools.Drawn)
        {
            var draws = pack.Mixes.SelectMany(mix => mix.Entries).Select(entry => entry.Draw.GetValueOrDefault(pool)).Where(draw => draw.Max > 0).ToList();
            if (draws.Exists(draw => draw.Of is null)) continue;
            var drawn = draws.SelectMany(draw => draw.Of!).ToHashSet();
            var undrawn = pack.Pools.Ids(pool).Where((_, place) => !drawn.Contains(place)).ToList();
            if (undrawn.Count > 0) yield return $"no mix draws these of '{pool}': {string.Join(", ", undrawn)}; add them to an entry of a mix, or remove them.";
        }
    }

    private static IEnumerable<string> UncalledTools(DomainPack pack)
    {
        var pools = pack.Pools;
        var called = pools.Topics.Concat(pools.Chains).Concat(pools.Clarifications).Concat(pools.Corrections).SelectMany(topic => topic.Functions).ToHashSet();
        return pack.Tools.Where(tool => !called.Contains(tool.Name))
            .Select(tool => $"no topic calls the tool '{tool.Name}'; write one, or remove the tool.");
    }

    private static IEnumerable<string> BareParameters(DomainPack pack) =>
        from tool in pack.Tools
        let bare = Bare(tool)
        where bare.Count > 0
        select $"the tool '{tool.Name}' does not describe {string.Join(", ", bare)}; the model has only the name to go by.";

    private static List<string> Bare(Tool tool) =>
        [.. tool.Parameters.GetProperty("properties").EnumerateObject().Where(property => !IsDescribed(property.Value)).Select(property => $"'{property.Name}'")];

    private static bool IsDescribed(JsonElement schema) => schema.TryGetProperty("description", out _) || schema.TryGetProperty("const", out _);

    private static IEnumerable<string> MissingMix(DomainPack pack) => pack.Mixes.Any(mix => mix.Name == UsualMix)
        ? []
        : [$"there is no mix '{UsualMix}', so --mix must be given each time; name one so."];
}
