namespace CallForge.Hub;

/// <summary>A file as it is to be in a repository.</summary>
/// <param name="Path">In the repository, with <c>/</c>.</param>
/// <param name="Open">Its content from the start, with places to go to; called once for each time it has to be read.</param>
internal sealed record RepositoryFile(string Path, long Size, Func<Stream> Open)
{
    public static RepositoryFile OnDisk(string path, string fullPath) => new(path, new FileInfo(fullPath).Length, () => File.OpenRead(fullPath));

    public static RepositoryFile OfBytes(string path, byte[] bytes) => new(path, bytes.Length, () => new MemoryStream(bytes, writable: false));

    public CommandFailure HasChanged() => new($"Cannot push '{Path}': it was changed while it was read; run the command again when nothing writes it. Nothing was committed.");
}
