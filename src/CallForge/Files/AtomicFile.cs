namespace CallForge.Files;

/// <summary>
/// A file that is there whole or not at all: written under another name, flushed to the disk, then renamed.
/// Disposed without <see cref="Commit()"/>, it leaves whatever was there before.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;

    public AtomicFile(string path)
    {
        _path = path;
        _temporaryPath = path + ".tmp";
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } dir) Directory.CreateDirectory(dir);
        Stream = new FileStream(_temporaryPath, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
    }

    public FileStream Stream { get; }

    public void Commit() => Commit(_path);

    /// <summary>Under another name, which is decided only now.</summary>
    public void Commit(string path)
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        var dir = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(dir);
        File.Move(_temporaryPath, path, overwrite: true);
        FolderFlush.Of(dir);
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // It writes what is buffered, which fails again on a full disk; the file is given up anyway.
        }

        File.Delete(_temporaryPath);
    }

    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(bytes);
        file.Commit();
    }
}
