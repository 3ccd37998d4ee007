namespace CallForge.Preprocess;

/// <summary>Writes the rows of one file.</summary>
internal abstract class RowWriter : IDisposable
{
    public abstract void Write(RowBlock block);

    /// <summary>Everything is written; the stream is left open.</summary>
    public abstract void Close();

    public abstract void Dispose();

    /// <summary>Whether a path is one that can be written, and as what.</summary>
    /// <exception cref="CommandFailure">It is neither of them, or Parquet cannot be written here.</exception>
    public static bool IsParquet(string path) => Path.GetExtension(path) switch
    {
        ".parquet" => ParquetLibrary.IsThere(),
        ".jsonl" => false,
        _ => throw CommandFailure.Usage($"Cannot write '{path}': the format is told by the extension; use .parquet or .jsonl."),
    };
}
