using System.Text.Json;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <param name="OutputLifetime">Seconds until the files of the batch expire.</param>
internal sealed record StoredBatch(Batch Batch, long OutputLifetime);

/// <summary>All batches, in memory and as <c>batches/ID.json</c>. Every change of status is on disk before it is seen.</summary>
internal sealed class BatchStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredBatch> _batches = new(StringComparer.Ordinal);
    private readonly string _dirPath;
    private long _stamp;

    public BatchStore(StateDir state)
    {
        _dirPath = state.BatchesDirPath;
        foreach (var path in Directory.EnumerateFiles(_dirPath, "*.json"))
        {
            var stored = StateDir.Read(path, LocalServerJson.Default.StoredBatch);
            _batches[stored.Batch.Id] = stored;
            _stamp = Math.Max(_stamp, ObjectIds.StampOf(stored.Batch.Id));
        }
    }

    public IReadOnlyList<StoredBatch> NewestFirst
    {
        get
        {
            lock (_lock) return [.. _batches.Values.Reverse()];
        }
    }

    /// <summary>Where the finished lines of a running batch may be kept.</summary>
    public string ProgressPathOf(string id) => Path.Combine(_dirPath, id + ".progress.jsonl");

    public StoredBatch? Find(string id)
    {
        lock (_lock) return _batches.GetValueOrDefault(id);
    }

    /// <summary>Its number in the order of creation, among all batches and among those of its input file; each from 1.</summary>
    public (int Number, int Attempt) PlaceOf(string id)
    {
        lock (_lock)
        {
            var fileId = _batches[id].Batch.InputFileId;
            var until = _batches.Values.TakeWhile(stored => string.CompareOrdinal(stored.Batch.Id, id) <= 0).ToList();
            return (until.Count, until.Count(stored => stored.Batch.InputFileId == fileId));
        }
    }

    public StoredBatch Add(Func<string, StoredBatch> make, long createdAt)
    {
        lock (_lock)
        {
            _stamp = Math.Max(_stamp + 1, createdAt << 16);
            var stored = make(ObjectIds.Batch(_stamp));
            Save(stored);
            return stored;
        }
    }

    /// <summary>Changes a batch and writes it, unless <paramref name="change"/> gives back what it was given.</summary>
    public Batch Update(string id, Func<Batch, Batch> change)
    {
        lock (_lock)
        {
            var stored = _batches[id];
            var changed = change(stored.Batch);
            if (!ReferenceEquals(changed, stored.Batch)) Save(stored with { Batch = changed });
            return changed;
        }
    }

    /// <summary>Shows progress; not written, because a batch that is taken up again starts from its first request.</summary>
    public void Show(string id, RequestCounts counts, BatchUsage usage)
    {
        lock (_lock)
        {
            var stored = _batches[id];
            _batches[id] = stored with { Batch = stored.Batch with { RequestCounts = counts, Usage = usage } };
        }
    }

    private void Save(StoredBatch stored)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(stored, LocalServerJson.Default.StoredBatch);
        StateDir.Write(Path.Combine(_dirPath, stored.Batch.Id + ".json"), content);
        _batches[stored.Batch.Id] = stored;
    }
}
