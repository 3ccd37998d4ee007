using System.Collections.Concurrent;
using System.Text.Json;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>Uploaded files and batch outputs: <c>files/ID</c> holds the bytes, <c>files/ID.json</c> the file object.</summary>
internal sealed class FileStore
{
    private readonly ConcurrentDictionary<string, (FileObject File, int Number)> _files = new(StringComparer.Ordinal);
    private readonly string _dirPath;
    private int _count;

    public FileStore(StateDir state)
    {
        _dirPath = state.FilesDirPath;
        foreach (var part in Directory.EnumerateFiles(_dirPath, "*.part")) File.Delete(part);
        foreach (var path in Directory.EnumerateFiles(_dirPath, "*.json").OrderBy(File.GetLastWriteTimeUtc))
            Remember(StateDir.Read(path, LocalServerJson.Default.FileObject));
    }

    public IEnumerable<FileObject> NewestFirst => _files.Values.OrderByDescending(entry => entry.Number).Select(entry => entry.File);

    public FileObject? Find(string id) => _files.TryGetValue(id, out var entry) ? entry.File : null;

    public string PathOf(FileObject file) => Path.Combine(_dirPath, file.Id);

    /// <summary>Where the bytes of a file are collected before <see cref="Keep"/>.</summary>
    public string PartPathOf(string id) => Path.Combine(_dirPath, id + ".part");

    public FileObject Keep(FileObject file)
    {
        File.Move(PartPathOf(file.Id), PathOf(file), overwrite: true);
        StateDir.Write(PathOf(file) + ".json", JsonSerializer.SerializeToUtf8Bytes(file, LocalServerJson.Default.FileObject));
        Remember(file);
        return file;
    }

    public bool Delete(string id)
    {
        if (!_files.TryRemove(id, out var entry)) return false;
        File.Delete(PathOf(entry.File) + ".json");
        File.Delete(PathOf(entry.File));
        return true;
    }

    private void Remember(FileObject file) => _files[file.Id] = (file, Interlocked.Increment(ref _count));
}
