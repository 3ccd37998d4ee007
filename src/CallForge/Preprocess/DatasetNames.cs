using System.Text.RegularExpressions;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>
/// What the files of a dataset are called. A form that is one file and not split takes the output's own name, the forms
/// after the first with theirs in it; else it is <c>train-00000-of-00002</c> and so on, the forms after the first in
/// folders of their own.
/// </summary>
internal sealed partial record DatasetNames(string OutputPath, string FirstFormat)
{
    private readonly string _dir = Path.GetDirectoryName(OutputPath) ?? "";
    private readonly string _stem = Path.GetFileNameWithoutExtension(OutputPath);
    private readonly string _extension = Path.GetExtension(OutputPath);

    /// <summary>All that a dataset of this output may write, but for shards.</summary>
    public static IEnumerable<string> AllOf(string outputPath)
    {
        var (names, folder) = (new DatasetNames(outputPath, ""), DataFolder.Beside(outputPath));
        return RowFormat.Names.Select(names.Single).Concat([outputPath, folder.RejectedFilePath, folder.RepairsFilePath, folder.FindingsFilePath, folder.ReportFilePath, Path.Combine(folder.DirPath, LlamaFactoryInfo.FileName)]);
    }

    public string Single(string format) => Path.Combine(_dir, format == FirstFormat ? _stem + _extension : $"{_stem}.{format}{_extension}");

    public string Shard(string format, string split, int index, int count) =>
        Path.Combine(_dir, format == FirstFormat ? "" : format, DatasetFile.ShardName(split, index, count, _extension));

    /// <summary>Where a form is written before its name is known; <see cref="AtomicFile"/> adds <c>.tmp</c>.</summary>
    public string Temporary(string format, string split) =>
        split == Splits.Train ? Single(format) : Path.Combine(_dir, $"{_stem}.{format}.{split}{_extension}");

    public string RelativePath(string path) => Path.GetRelativePath(_dir.Length > 0 ? _dir : ".", path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The files of an earlier dataset of this output that the present one does not have, and what a killed run left.</summary>
    public IEnumerable<string> Stale(Report? earlier, IReadOnlyCollection<DatasetFile> present)
    {
        var kept = present.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> named = earlier?.Output == Path.GetFileName(OutputPath) ? [earlier.Output, .. earlier.Files?.Select(file => file.Path) ?? []] : [];
        var shards = present.Any(file => ShardName().IsMatch(file.Path)) ? RowFormat.Names.Prepend("").SelectMany(ShardsIn) : [];
        var temporaries = FilesIn("", ".tmp").Where(name => name.StartsWith(_stem + ".", StringComparison.Ordinal) && TemporaryName().IsMatch(name));
        return named.Concat(shards).Concat(temporaries).Where(path => !kept.Contains(path)).Distinct().Select(path => Path.Combine(_dir, path)).Where(File.Exists);
    }

    private IEnumerable<string> ShardsIn(string folder) => FilesIn(folder, _extension).Where(name => ShardName().IsMatch(name));

    private IEnumerable<string> FilesIn(string folder, string extension)
    {
        var path = Path.Combine(_dir.Length > 0 ? _dir : ".", folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + extension).Select(RelativePath) : [];
    }

    [GeneratedRegex(@"^(\w+/)?(train|test)-\d{5}-of-\d{5}\.(parquet|jsonl)$")]
    private static partial Regex ShardName();

    [GeneratedRegex(@"\.(parquet|jsonl)(\.\d{5})?\.tmp$")]
    private static partial Regex TemporaryName();
}
