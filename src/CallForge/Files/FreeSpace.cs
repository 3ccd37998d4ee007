namespace CallForge.Files;

/// <summary>Whether a disk has room, asked before it is filled.</summary>
internal static class FreeSpace
{
    /// <exception cref="CommandFailure">It has not.</exception>
    public static void Require(string path, long bytes, string what)
    {
        if (Of(path) is { } free && free < bytes)
            throw CommandFailure.Usage($"Cannot write '{path}': {what} make {bytes / 1e9:N1} GB, and its disk has {free / 1e9:N1} GB free; ask for fewer, or give a folder on another disk.");
    }

    /// <summary>Null where the system does not tell.</summary>
    private static long? Of(string path)
    {
        for (var dir = Path.GetDirectoryName(Path.GetFullPath(path)); dir is not null; dir = Path.GetDirectoryName(dir))
            if (Directory.Exists(dir)) return Ask(dir);
        return null;
    }

    private static long? Ask(string dir)
    {
        try
        {
            return new DriveInfo(dir).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
