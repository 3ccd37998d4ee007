using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CallForge.LocalServer;

/// <summary>The folder where a server keeps its files and batches; held by one server at a time.</summary>
internal sealed class StateDir : IDisposable
{
    private readonly FileStream _lock;

    private StateDir(string path, FileStream @lock)
    {
        FilesDirPath = Path.Combine(path, "files");
        BatchesDirPath = Path.Combine(path, "batches");
        _lock = @lock;
    }

    public string FilesDirPath { get; }

    public string BatchesDirPath { get; }

    public static StateDir Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(path, "files"));
            Directory.CreateDirectory(Path.Combine(path, "batches"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }

        return new StateDir(path, Lock(path));
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string filePath, ReadOnlySpan<byte> content)
    {
        var temporaryPath = filePath + ".tmp";
        File.WriteAllBytes(temporaryPath, content);
        File.Move(temporaryPath, filePath, overwrite: true);
    }

    public static T Read<T>(string filePath, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(filePath), type)!;
        }
        catch (JsonException exception)
        {
            throw new CommandFailure(
                $"The local server cannot read '{filePath}' of its state folder ({exception.Message.TrimEnd('.')}); "
                + "move the file away or choose another folder with --state.",
                inner: exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new CommandFailure(
                $"The local server cannot start: another one uses the state folder '{path}'; "
                + "stop it or choose another folder with --state.",
                inner: exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Unwritable(path, exception);
        }
    }

    private static CommandFailure Unwritable(string path, Exception exception) => new(
        $"The local server cannot write its state folder '{path}' ({exception.Message.TrimEnd('.')}); choose another one with --state.",
        inner: exception);
}
