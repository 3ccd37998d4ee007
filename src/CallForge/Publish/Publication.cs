using CallForge.Files;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>What of a data folder goes into a repository, and under which path.</summary>
internal static class Publication
{
    private const string ReportPath = "report.json";

    /// <param name="previous">The <c>report.json</c> that the repository has; null if it has none.</param>
    public static (IReadOnlyList<RepositoryFile> Files, IReadOnlyList<string> Obsolete) Of(DataFolder folder, Report report, Report? previous)
    {
        var files = PathsOf(report).Select(file => RepositoryFile.OnDisk(file.InRepository, Path.Combine(folder.DirPath, file.InFolder))).ToList();
        files.Add(RepositoryFile.OnDisk(ReportPath, folder.ReportFilePath));
        return (files, previous is null ? [] : [.. PathsOf(previous).Select(file => file.InRepository).Except(files.Select(file => file.Path))]);
    }

    private static IEnumerable<(string InRepository, string InFolder)> PathsOf(Report report) =>
        from file in report.Files ?? []
        group file by (file.Format, file.Split, Extension: Path.GetExtension(file.Path)) into shards
        let folder = shards.Key.Format == "qwen" ? "data" : shards.Key.Format
        from shard in shards.Index()
        select ($"{folder}/{shards.Key.Split}-{shard.Index:D5}-of-{shards.Count():D5}{shards.Key.Extension}", shard.Item.Path);
}
