namespace CallForge.Preprocess;

/// <summary>Writes a dataset file in the format its extension names.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly ParquetRowWriter? _parquet;
    private readonly JsonlRowWriter? _jsonl;

    public RowWriter(string path, Stream stream)
    {
        switch (Path.GetExtension(path))
        {
            case ".parquet": _parquet = new ParquetRowWriter(stream); break;
            case ".jsonl": _jsonl = new JsonlRowWriter(stream); break;
            default: throw CommandFailure.Usage($"Cannot write '{path}': the format is told by the extension; use .parquet or .jsonl.");
        }
    }

    public void Write(Row row)
    {
        _parquet?.Write(row);
        _jsonl?.Write(row);
    }

    public void Close() => _parquet?.Close();

    public void Dispose() => _parquet?.Dispose();
}
