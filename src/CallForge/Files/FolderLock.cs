using System.Globalization;

namespace CallForge.Files;

/// <summary>
/// Keeps a second command off a data folder while one works in it: two that submit the same requests would pay twice.
/// The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CommandFailure">Another command holds the folder.</exception>
    public static FolderLock Take(DataFolder folder, string command, TimeProvider time)
    {
        Directory.CreateDirectory(folder.DirPath);
        var held = new FolderLock(Open(folder));
        var since = time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        File.WriteAllText(folder.LockHolderFilePath, $"callforge {command}, process {Environment.ProcessId} on {Environment.MachineName} since {since}\n");
        return held;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(DataFolder folder)
    {
        try
        {
            return new FileStream(folder.LockFilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(folder.LockFilePath))
        {
            throw new CommandFailure($"'{folder.DirPath}' is in use by {HolderOf(folder)}; wait until that has ended, or give another --dir.", inner: exception);
        }
    }

    private static string HolderOf(DataFolder folder) =>
        File.Exists(folder.LockHolderFilePath) && File.ReadAllText(folder.LockHolderFilePath).Trim() is { Length: > 0 } holder ? holder : "another command";
}
