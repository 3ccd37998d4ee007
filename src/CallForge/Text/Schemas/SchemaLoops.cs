namespace CallForge.Text.Schemas;

/// <summary>Schemas that judge one value without end, or through so many others that no stack holds them.</summary>
internal static class SchemaLoops
{
    /// <summary>So many schemas may lead from one to the next on the same value.</summary>
    public const int MaxDepth = 64;

    public static (SchemaRule Rule, string Says)? Find(IEnumerable<SchemaRule> rules)
    {
        var depths = new Dictionary<SchemaRule, int>();
        foreach (var rule in rules)
            if (Depth(rule, depths, []) is { } problem) return problem;
        return null;
    }

    private static (SchemaRule Rule, string Says)? Depth(SchemaRule rule, Dictionary<SchemaRule, int> depths, HashSet<SchemaRule> path)
    {
        if (depths.ContainsKey(rule)) return null;
        if (!path.Add(rule)) return (rule, "this schema is its own part: a '$ref' leads back here without going into the value.");
        if (path.Count > MaxDepth) return (rule, $"here more than {MaxDepth} schemas judge one value, each part of the other.");
        var depth = 1;
        foreach (var part in rule.InPlace)
        {
            if (Depth(part, depths, path) is { } problem) return problem;
            depth = Math.Max(depth, 1 + depths[part]);
        }

        path.Remove(rule);
        depths.Add(rule, depth);
        return depth > MaxDepth ? (rule, $"here more than {MaxDepth} schemas judge one value, each part of the other.") : null;
    }
}
