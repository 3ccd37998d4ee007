using System.Globalization;
using System.Text;

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
        var holder = $"callforge {command}, process {Environment.ProcessId} on {Environment.MachineName} since {time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture)}";
        held._file.SetLength(0);
        held._file.Write(Encoding.UTF8.GetBytes(holder + "\n"));
        held._file.Flush();
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
            throw new CommandFailure($"'{folder.DirPath}' is in use by {HolderOf(folder.LockFilePath)}; wait until that has ended, or give another --dir.", inner: exception);
        }
    }

    // Shared for reading and writing, it asks for no lock of its own.
    private static string HolderOf(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd().Trim() is { Length: > 0 } holder ? holder : "another command";
        }
        catch (IOException)
        {
            return "another command";
        }
    }
}
