using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>All files of a dataset: each form, each split, each shard. They appear together, at the end.</summary>
internal sealed class DatasetWriter : IDisposable
{
    private readonly DatasetNames _names;
    private readonly Splits _splits;
    private readonly DatasetOutput[] _outputs;

    public DatasetWriter(string outputPath, PreprocessOptions options)
    {
        var isParquet = RowWriter.IsParquet(outputPath);
        var formats = options.FormatNames.Select(name => RowFormat.Create(name, options)).ToList();
        _names = new DatasetNames(outputPath, formats[0].Name);
        _splits = new Splits(options.TestShare, options.Seed);
        _outputs = [.. from format in formats
                       from split in _splits.Names
                       select new DatasetOutput(format, split, isParquet, _names.Temporary(format.Name, split), options.ShardBytes)];
    }

    /// <summary>An empty block for each output; thread-safe.</summary>
    public RowBlock[] Rent() => Array.ConvertAll(_outputs, output => output.Rent());

    /// <summary>Writes a row in every form; thread-safe.</summary>
    public void Add(TranscriptItem item, in RowSource row, RowBlock[] blocks)
    {
        for (var i = _splits.Of(item); i < _outputs.Length; i += _splits.Names.Count)
        {
            blocks[i].StartRow();
            _outputs[i].Format.Write(row, blocks[i]);
            blocks[i].EndRow();
        }
    }

    /// <summary>Writes the blocks to the files and takes them back.</summary>
    public void Write(RowBlock[] blocks)
    {
        for (var i = 0; i < _outputs.Length; i++) _outputs[i].Write(blocks[i]);
    }

    public void Close()
    {
        foreach (var output in _outputs) output.Close(evenIfEmpty: _splits.Names.Count == 1);
    }

    /// <summary>The splits that got no row.</summary>
    public IEnumerable<string> EmptySplits() => _splits.Names.Count == 1 ? [] : _outputs.Take(_splits.Names.Count).Where(output => output.Rows == 0).Select(output => output.Split);

    /// <summary>Gives the files their names; then removes those of an earlier dataset that are no part of this one.</summary>
    public IReadOnlyList<DatasetFile> Commit(Report? earlier)
    {
        var files = new List<DatasetFile>();
        foreach (var output in _outputs)
        {
            for (var i = 0; i < output.Shards.Count; i++)
            {
                var (shard, isSingle) = (output.Shards[i], _splits.Names.Count == 1 && output.Shards.Count == 1);
                var path = isSingle ? _names.Single(output.Format.Name) : _names.Shard(output.Format.Name, output.Split, i, output.Shards.Count);
                files.Add(new DatasetFile(output.Format.Name, output.Split, _names.RelativePath(path), shard.Rows, shard.Stream.Length, shard.Stream.Xxh128));
                shard.File.Commit(path);
            }
        }

        foreach (var path in _names.Stale(earlier, files)) File.Delete(path);
        return files;
    }

    public void Dispose()
    {
        foreach (var output in _outputs) output.Dispose();
    }
}
