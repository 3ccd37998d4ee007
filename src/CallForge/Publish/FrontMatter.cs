using System.Text;

namespace CallForge.Publish;

/// <summary>What the YAML of the card says of the dataset; the Hub and <c>load_dataset</c> go by it.</summary>
/// <param name="PrettyName">Unless the card has another.</param>
internal sealed record FrontMatter(string License, string Language, string PrettyName, long Rows, IReadOnlyList<CardConfig> Configs)
{
    private static readonly IReadOnlyList<string> Tasks = ["text-generation"];
    private static readonly IReadOnlyList<string> Tags = ["function-calling", "tool-use", "conversational", "synthetic", "callforge"];

    /// <summary>
    /// Those that callforge writes. <c>dataset_info</c> is one too and is left out: counts of an earlier dataset in it would
    /// make <c>load_dataset</c> fail.
    /// </summary>
    private static readonly IReadOnlyList<string> OwnKeys = ["license", "language", "task_categories", "tags", "size_categories", "configs", "dataset_info"];

    /// <summary>The name of a licence that has no id; nothing to say beside one that has.</summary>
    private static readonly IReadOnlyList<string> LicenseKeys = ["license_name", "license_link"];

    /// <summary>As the Hub writes sizes, by powers of ten from a thousand on.</summary>
    public static string SizeCategory(long rows)
    {
        string[] names = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"];
        var above = -1;
        for (long limit = 1000; above + 1 < names.Length && rows >= limit; limit *= 10) above++;
        return above < 0 ? $"n<{names[0]}" : above == names.Length - 1 ? $"n>{names[above]}" : $"{names[above]}<n<{names[above + 1]}";
    }

    /// <summary>The YAML, with the keys that others wrote into <paramref name="card"/>.</summary>
    public string Write(CardYaml card)
    {
        var yaml = new StringBuilder();
        yaml.Append($"license: {License}\n");
        List("language", [Language]);
        List("task_categories", Tasks.Union(card.Texts("task_categories")));
        List("tags", Tags.Union(card.Texts("tags")));
        List("size_categories", [SizeCategory(Rows)]);
        yaml.Append("configs:\n");
        foreach (var config in Configs) config.Write(yaml);
        foreach (var other in card.OtherConfigs()) yaml.Append(other);
        if (!card.Has("pretty_name")) yaml.Append($"pretty_name: {CardYaml.Quoted(PrettyName)}\n"); // Where the next push will keep it.
        yaml.Append(card.Without(License == "other" ? OwnKeys : [.. OwnKeys, .. LicenseKeys]));
        return yaml.ToString();

        void List(string key, IEnumerable<string> texts)
        {
            yaml.Append($"{key}:\n");
            foreach (var text in texts) yaml.Append($"- {CardYaml.Quoted(text)}\n");
        }
    }

    /// <summary>The key of which a written YAML says otherwise than this, or than the card it was written into; null if there is none.</summary>
    public string? DifferenceTo(CardYaml written, CardYaml card)
    {
        if (written.Text("license") != License) return "license";
        if (!written.Texts("language").SequenceEqual([Language])) return "language";
        if (Tasks.Except(written.Texts("task_categories")).Any()) return "task_categories";
        if (Tags.Except(written.Texts("tags")).Any()) return "tags";
        if (!written.Texts("size_categories").SequenceEqual([SizeCategory(Rows)])) return "size_categories";
        if (!written.Configs().SequenceEqual([.. Configs.Select(config => config.ToString()), .. card.Configs(of: name => !Shard.OwnConfigs.Contains(name))])) return "configs";
        return written.Has("dataset_info") ? "dataset_info" : card.Keys.Except(OwnKeys).Except(LicenseKeys).Except(written.Keys).FirstOrDefault();
    }
}

/// <param name="IsDefault">What <c>load_dataset</c> takes if nobody names another.</param>
/// <param name="Patterns">Split → its files.</param>
internal sealed record CardConfig(string Name, bool IsDefault, IReadOnlyList<(string Split, string Pattern)> Patterns)
{
    public static IReadOnlyList<CardConfig> Of(IReadOnlyList<Shard> shards) =>
        [.. shards.GroupBy(shard => shard.Config).Select((config, i) => new CardConfig(
            config.Key, i == 0, [.. config.Select(shard => (shard.File.Split, shard.Pattern)).Distinct()]))];

    public void Write(StringBuilder yaml)
    {
        yaml.Append($"- config_name: {Name}\n");
        if (IsDefault && Name != "default") yaml.Append("  default: true\n");
        yaml.Append("  data_files:\n");
        foreach (var (split, pattern) in Patterns) yaml.Append($"  - split: {split}\n    path: {pattern}\n");
    }

    public override string ToString() => $"{Name}: {string.Join(", ", Patterns.Select(pattern => $"{pattern.Split} {pattern.Pattern}"))}";
}
