using CallForge.Files;

namespace CallForge.Publish;

/// <summary>A file of the dataset and where it will be in the repository.</summary>
/// <param name="File">As <c>report.json</c> has it.</param>
/// <param name="FullPath">Where it lies now.</param>
/// <param name="Path">In the repository.</param>
internal sealed record Shard(DatasetFile File, string FullPath, string Path)
{
    /// <summary>The rendering that <c>load_dataset(REPO)</c> gives.</summary>
    private const string DefaultFormat = "qwen";

    /// <summary>The name of a configuration: <c>default</c>, or the format.</summary>
    public string Config => ConfigOf(File.Format);

    /// <summary>Configurations that only callforge makes, whether or not a dataset has them.</summary>
    public static readonly IReadOnlyList<string> OwnConfigs = ["default", DefaultFormat, "openai", "sharegpt", "swift", "text"];

    /// <summary>Every shard of a split under one pattern. It names their number, so that shards left over by an earlier push are never read.</summary>
    public string Pattern => $"{Folder(File.Format)}/{File.Split}-*-of-{Path[(Path.LastIndexOf("-of-", StringComparison.Ordinal) + 4)..]}";

    /// <summary>The files of a report in their order, the default configuration first.</summary>
    public static IReadOnlyList<Shard> Of(string reportDirPath, IReadOnlyList<DatasetFile> files) =>
        [.. files.OrderBy(file => file.Format != DefaultFormat)
            .GroupBy(file => (file.Format, file.Split, Extension: System.IO.Path.GetExtension(file.Path)))
            .SelectMany(split => split.Select((file, i) => new Shard(
                file,
                System.IO.Path.Combine(reportDirPath, file.Path),
                $"{Folder(file.Format)}/{DatasetFile.ShardName(file.Split, i, split.Count(), split.Key.Extension)}")))];

    private static string ConfigOf(string format) => format == DefaultFormat ? "default" : format;

    private static string Folder(string format) => format == DefaultFormat ? "data" : format;
}
