using CallForge.OpenAI;

namespace CallForge.LocalServer.Forwarding;

/// <summary>
/// The lines of a batch's finished requests, on disk while it runs: what was answered may have cost money or hours of a
/// GPU, and is not asked again by the next server on the same state. Written without a buffer, so that a killed process
/// loses none; forced to the disk every few lines, so that a power failure costs those few.
/// </summary>
internal sealed class ProgressFile : IDisposable
{
    private const int LinesBetweenFlushes = 16;

    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<(long Offset, int Length, bool IsError)> _lines = [];

    /// <param name="requests">How many the batch has.</param>
    public ProgressFile(string path, int requests)
    {
        Counts = new RequestCounts(requests, 0, 0);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        ReadBack();
    }

    public RequestCounts Counts { get; private set; }

    public BatchUsage Usage { get; private set; } = BatchRun.NoUsage;

    public bool Has(string customId)
    {
        lock (_lock) return _done.Contains(customId);
    }

    /// <exception cref="IOException">The disk is full, say; the file is as it was.</exception>
    public void Append(ReadOnlyMemory<byte> line)
    {
        lock (_lock)
        {
            var offset = _file.Position;
            try
            {
                _file.Write(line.Span);
                if (_lines.Count % LinesBetweenFlushes == 0) _file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                _file.SetLength(offset);
                throw;
            }

            Remember(ForwardedLine.Read(line.Span)!, offset, line.Length);
        }
    }

    public void CopyTo(Stream output, Stream errors)
    {
        var buffer = Array.Empty<byte>();
        foreach (var (offset, length, isError) in _lines)
        {
            if (buffer.Length < length) buffer = new byte[length * 2];
            _file.Position = offset;
            _file.ReadExactly(buffer, 0, length);
            (isError ? errors : output).Write(buffer, 0, length);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A last line without its end was being written when the process was killed: its request is asked again.</summary>
    private void ReadBack()
    {
        var end = 0L;
        for (var scanner = new LineScanner(_file); scanner.TryRead(out var line) && scanner.Offset + line.Length < _file.Length;)
        {
            end = scanner.Offset + line.Length + 1;
            if (ForwardedLine.Read(line) is { } read && !_done.Contains(read.CustomId)) Remember(read, scanner.Offset, line.Length + 1);
        }

        _file.SetLength(end);
        _file.Position = end;
    }

    private void Remember(ForwardedLine line, long offset, int length)
    {
        _done.Add(line.CustomId);
        _lines.Add((offset, length, line.IsError));
        Counts = line.IsError ? Counts with { Failed = Counts.Failed + 1 } : Counts with { Completed = Counts.Completed + 1 };
        if (line.Usage is { } usage) Usage = Usage.Plus(usage.Input, usage.Cached, usage.Output, usage.Reasoning);
    }
}
