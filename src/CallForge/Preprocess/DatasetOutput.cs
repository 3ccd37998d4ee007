using System.Collections.Concurrent;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>
/// One form of one split of the dataset: a file, or several if it becomes larger than a shard may be. All are written
/// under temporary names beside the output; what they are called at the end depends on how many there are.
/// </summary>
internal sealed class DatasetOutput(RowFormat format, string split, bool isParquet, string temporaryStem, long shardBytes) : IDisposable
{
    private const int MaxKeptBytes = 8 * 1024 * 1024;

    private readonly ConcurrentBag<RowBlock> _free = [];
    private readonly List<Shard> _shards = [];
    private RowWriter? _writer;

    public RowFormat Format { get; } = format;

    public string Split { get; } = split;

    public int Rows => _shards.Sum(shard => shard.Rows);

    public IReadOnlyList<Shard> Shards => _shards;

    /// <summary>An empty block; thread-safe.</summary>
    public RowBlock Rent()
    {
        if (!_free.TryTake(out var block)) return isParquet ? new ParquetBlock(Format.Schema) : new JsonlBlock(Format.Schema);
        block.Clear();
        return block;
    }

    /// <summary>Writes a block and takes it back.</summary>
    public void Write(RowBlock block)
    {
        if (block.Rows > 0)
        {
            if (_writer is not null && _shards[^1].Stream.Position >= shardBytes) EndShard();
            if (_writer is null) StartShard();
            _writer!.Write(block);
            _shards[^1].Rows += block.Rows;
        }

        if (block.Text.Length <= MaxKeptBytes) _free.Add(block);
    }

    /// <param name="evenIfEmpty">Whether a split without rows is a file too.</param>
    public void Close(bool evenIfEmpty)
    {
        if (_shards.Count == 0 && evenIfEmpty) StartShard();
        if (_writer is not null) EndShard();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        foreach (var shard in _shards) shard.File.Dispose();
    }

    private void StartShard()
    {
        var file = new AtomicFile(_shards.Count == 0 ? temporaryStem : $"{temporaryStem}.{_shards.Count:00000}");
        _shards.Add(new Shard(file));
        _writer = isParquet ? new ParquetRowWriter(Format.Schema, _shards[^1].Stream) : new JsonlRowWriter(_shards[^1].Stream);
    }

    private void EndShard()
    {
        _writer!.Close();
        _writer.Dispose();
        _writer = null;
        _shards[^1].Stream.Flush(); // A full disk is met before anything gets its name.
    }

    internal sealed class Shard(AtomicFile file)
    {
        public AtomicFile File { get; } = file;

        public HashedStream Stream { get; } = new(file.Stream);

        public int Rows { get; set; }
    }
}
