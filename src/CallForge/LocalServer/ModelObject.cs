using System.Text.RegularExpressions;

namespace CallForge.LocalServer;

internal sealed record ModelPage(string Object, IReadOnlyList<ModelObject> Data);

/// <summary>https://platform.openai.com/docs/api-reference/models/object</summary>
internal sealed partial record ModelObject(string Id, string Object, long Created, string OwnedBy)
{
    // Aliases and what they answered as in recordings.
    private static readonly Dictionary<string, string> Snapshots = new(StringComparer.Ordinal)
    {
        ["gpt-4o-mini"] = "gpt-4o-mini-2024-07-18",
        ["gpt-5"] = "gpt-5-2025-08-07",
        ["gpt-5.5"] = "gpt-5.5-2026-04-23",
        ["gpt-5.6"] = "gpt-5.6-sol",
    };

    public static ModelPage All { get; } = new("list", [.. Snapshots.SelectMany(pair => new[] { pair.Key, pair.Value }).Select(Of)]);

    public static ModelObject Of(string id) => new(id, "model", 1_754_524_800, "system");

    public static string SnapshotOf(string model) => Snapshots.GetValueOrDefault(model, model);

    /// <summary>Every well-formed name is a model, so that new models need no new version of us; two names never are, for tests.</summary>
    public static bool Exists(string id) => id is not ("no-such-model" or "unknown-model") && ModelName.IsMatch(id);

    /// <summary>Models before GPT-5 answer at once, apart from the o series.</summary>
    public static bool Reasons(string model) => !OlderModel.IsMatch(model);

    [GeneratedRegex("^[A-Za-z0-9._:/-]+\\z")]
    private static partial Regex ModelName { get; }

    [GeneratedRegex("^gpt-[34]")]
    private static partial Regex OlderModel { get; }
}
