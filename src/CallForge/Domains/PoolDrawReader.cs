using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.Domains;

/// <summary>Reads how much an entry of a mix draws of a pool: <c>1-2</c>, or <c>{count: 1-2, of: [search-*, sold-out]}</c>.</summary>
internal sealed partial class PoolDrawReader(Pools pools)
{
    private const string WithoutIds = "chitchat";

    public PoolDraw Read(string pool, PackYaml field)
    {
        if (!field.IsMapping) return Count(field, pool, of: null);
        var fields = field.Fields(["count", "of"]);
        var of = fields.GetValueOrDefault("of") is { } list ? Of(pool, list) : null;
        return fields.GetValueOrDefault("count") is { } count ? Count(count, pool, of) : default;
    }

    private PoolDraw Count(PackYaml field, string pool, List<int>? of)
    {
        if (field.Text() is not { } text) return default;
        var match = CountPattern().Match(text);
        var min = match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var max = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : min;
        var size = of?.Count ?? Size(pool);
        if (!match.Success || min > max)
            field.Refuse($"the count '{text}' is neither a number nor a range; write 2 or 1-2.");
        else if (max > size && size > 0)
            field.Refuse(of is null
                ? $"'{text}' of '{pool}' is more than the {size} it has; draw fewer or add to the pool."
                : $"'{text}' of '{pool}' is more than the {size} that 'of' leaves; draw fewer or name more.");
        return new PoolDraw(min, max, of);
    }

    private List<int>? Of(string pool, PackYaml list)
    {
        if (pool == WithoutIds)
        {
            list.Refuse($"the lines of '{pool}' have no ids to name; write {pool}: 1.");
            return null;
        }

        var ids = pools.Ids(pool);
        HashSet<int> places = [];
        foreach (var (place, pattern) in list.Texts())
        {
            var isPrefix = pattern.EndsWith('*');
            var named = Enumerable.Range(0, ids.Count).Where(i => isPrefix ? ids[i].StartsWith(pattern[..^1], StringComparison.Ordinal) : ids[i] == pattern).ToList();
            // Without ids, the pool is at fault and has been named.
            if (named.Count == 0 && ids.Count > 0)
                place.Refuse(isPrefix
                    ? $"no id of '{pool}' begins with '{pattern[..^1]}'; {NearestName.Remedy(pattern[..^1], ids)}"
                    : $"'{pool}' has no id '{pattern}'; {NearestName.Remedy(pattern, ids)}");
            places.UnionWith(named);
        }

        return [.. places.Order()];
    }

    private int Size(string pool) => pool == WithoutIds ? pools.Chitchat.Count : pools.Ids(pool).Count;

    [GeneratedRegex(@"^(\d{1,4})(?:-(\d{1,4}))?$")]
    private static partial Regex CountPattern();
}
