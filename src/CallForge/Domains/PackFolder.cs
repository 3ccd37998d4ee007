namespace CallForge.Domains;

/// <summary>A pack as a folder: read within bounds, written only where nothing is.</summary>
internal static class PackFolder
{
    public const string Key = "domain.yaml";

    // A pack is written by hand. What is beyond this is a folder of something else, or a link that leads back into it.
    private const int MaxFiles = 1000;
    private const int MaxDepth = 8;
    private const long MaxBytes = 16 << 20;
    private const int MaxEntries = 10_000;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <exception cref="CommandFailure">The folder is no pack, or cannot be read.</exception>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Read(string path)
    {
        try
        {
            // Looked for before anything is read: somebody may have named a whole disk.
            if (!Directory.EnumerateFiles(path, Key).Any())
                throw CommandFailure.Usage(
                    $"The folder '{path}' is no domain pack: it has no {Key}; name one that has, or a built-in pack: {string.Join(", ", PackFiles.BuiltIn)}.");
            var files = Files(path).Take(MaxFiles + 1).ToList();
            foreach (var link in Links(path)) RefuseLinkOut(path, link);
            var bytes = files.Sum(file => file.Length);
            if (files.Count > MaxFiles || bytes > MaxBytes)
                throw CommandFailure.Usage(
                    $"The domain pack '{path}' is too large: it may have {MaxFiles:N0} files and {MaxBytes >> 20} MB in all; move what is no part of the pack out of its folder.");
            // A pipe says it is empty, and would never end.
            return [.. files.Select(file => (NameOf(path, file), file.Length == 0 ? [] : File.ReadAllBytes(file.FullName)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"The domain pack '{path}' cannot be read: {exception.Message.TrimEnd('.')}; check its files and their rights.", exception);
        }
    }

    /// <summary>Only into a new or empty folder: a file that was there would become part of the pack.</summary>
    /// <exception cref="CommandFailure">There is something, or it cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> files)
    {
        try
        {
            if (File.Exists(path)) throw CommandFailure.Usage($"'{path}' is a file; give --output a folder that is new or empty.");
            var there = Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).FirstOrDefault(name => !IsHidden(name!)) : null;
            if (there is not null) throw CommandFailure.Usage($"The folder '{path}' is not empty: it has '{there}'; give --output a folder that is new or empty.");
            // Its key last: without it, what was written before a disk was full does not pass for a pack.
            foreach (var (name, bytes) in files.OrderBy(file => file.Name == Key)) Write(Path.Combine(path, name), bytes.Span);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"Cannot write the domain pack to '{path}': {exception.Message.TrimEnd('.')}; check the path, its rights and the free space.", inner: exception);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
    }

    /// <summary>A pack is what is in its folder: what a link leads to may be another tomorrow, or somebody's secret that would be sent.</summary>
    private static void RefuseLinkOut(string path, FileSystemInfo link)
    {
        var target = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
        var root = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string[] roots = [root.FullName, root.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root.FullName];
        if (!roots.Any(dir => target.StartsWith(dir + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw CommandFailure.Usage($"'{NameOf(path, link)}' in the domain pack '{path}' is a link out of it, to '{target}'; put a copy of that in its place.");
    }

    private static IEnumerable<FileInfo> Files(string path) => new DirectoryInfo(path).EnumerateFiles("*", Everything).Where(file => IsPart(path, file));

    private static IEnumerable<FileSystemInfo> Links(string path) =>
        new DirectoryInfo(path).EnumerateFileSystemInfos("*", Everything).Take(MaxEntries).Where(entry => entry.LinkTarget is not null && IsPart(path, entry));

    private static bool IsPart(string path, FileSystemInfo entry) => !NameOf(path, entry).Split('/').Any(IsHidden);

    private static string NameOf(string path, FileSystemInfo file) => Path.GetRelativePath(path, file.FullName).Replace('\\', '/');

    /// <summary>Left behind by editors, file managers and git; no part of the pack.</summary>
    private static bool IsHidden(string name) => name.StartsWith('.');
}
