using CallForge.Files;

namespace CallForge.Publish;

/// <summary>Everything a card is made from.</summary>
/// <param name="Repository">Its id; null if it is not known yet.</param>
/// <param name="Columns">Of each configuration.</param>
/// <param name="Example">A row of the first configuration as JSON; null if it has none.</param>
internal sealed record CardFacts(
    FrontMatter FrontMatter,
    Report Report,
    string? Repository,
    IReadOnlyList<Shard> Shards,
    IReadOnlyDictionary<string, IReadOnlyList<Column>> Columns,
    System.Text.Json.JsonElement? Example)
{
    /// <summary>As it stands in commands and code.</summary>
    public string RepositoryId => Repository ?? "OWNER/NAME";

    public bool Has(string config) => Columns.ContainsKey(config);
}
