using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.Files;

/// <summary>
/// Results that no batch of this folder gave: a copy in <c>raw/</c>, whose name has its place in the order and its hash.
/// There is no other record of it, so that results can be made of <c>raw/</c> at any time.
/// </summary>
/// <param name="Number">From 1; a later file counts for more.</param>
internal sealed partial record ImportedFile(string Path, int Number, string Hash)
{
    /// <summary>In place of the id of a batch.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Where the next one goes.</summary>
    public static string NextPath(DataFolder folder, string sha256) =>
        System.IO.Path.Combine(folder.RawDirPath, $"import-{Of(folder).Select(file => file.Number).DefaultIfEmpty().Max() + 1:D3}-{HashIn(sha256)}.jsonl");

    /// <summary>As much of a SHA-256 as a name has.</summary>
    public static string HashIn(string sha256) => sha256[..16];

    /// <summary>All of a folder, in order.</summary>
    public static IReadOnlyList<ImportedFile> Of(DataFolder folder) => !Directory.Exists(folder.RawDirPath)
        ? []
        : [.. from path in Directory.EnumerateFiles(folder.RawDirPath, "import-*.jsonl")
              let name = NamePattern.Match(System.IO.Path.GetFileName(path))
              where name.Success
              let number = int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture)
              orderby number
              select new ImportedFile(path, number, name.Groups[2].Value)];

    [GeneratedRegex("^import-([0-9]{3,6})-([0-9a-f]{16})\\.jsonl\\z")]
    private static partial Regex NamePattern { get; }
}
