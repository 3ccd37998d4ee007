using System.Text.Json.Nodes;
using CallForge.Files;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>What trainers want to have beside the data.</summary>
internal static class TrainerFiles
{
    public static IEnumerable<RepositoryFile> Of(IReadOnlyList<Shard> shards)
    {
        var entries = new JsonObject();
        foreach (var (name, shard) in Named(shards)) entries[name] = LlamaFactoryInfo.Entry(shard.Path);
        if (entries.Count > 0) yield return RepositoryFile.OfBytes(LlamaFactoryInfo.FileName, LlamaFactoryInfo.Text(entries));
    }

    public static IEnumerable<string> LlamaFactoryNames(IReadOnlyList<Shard> shards, string split) =>
        Named(shards).Where(named => named.Shard.File.Split == split).Select(named => named.Name);

    private static IEnumerable<(string Name, Shard Shard)> Named(IReadOnlyList<Shard> shards) =>
        from split in shards.Where(shard => shard.Config == LlamaFactoryInfo.Format).GroupBy(shard => shard.File.Split)
        from shard in split.Index()
        select (LlamaFactoryInfo.Name(split.Key, shard.Index, split.Count()), shard.Item);
}
