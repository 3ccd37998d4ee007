using Microsoft.Win32.SafeHandles;

namespace CallForge.Files;

/// <summary>A run of whole lines of <c>batch_input.jsonl</c>, in bytes.</summary>
internal sealed record ByteRange(long Offset, long Length);

/// <summary>Slices of a file, one after the other, as a stream: a part is uploaded from the one <c>batch_input.jsonl</c>, without a copy.</summary>
/// <param name="onRead">Told after each read, with the place in the stream: progress, and the sign that an upload is alive.</param>
internal sealed class ByteRangesStream(string path, IReadOnlyList<ByteRange> ranges, Action<long> onRead) : Stream
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
    private long _position;
    private int _range;
    private long _rangeStart;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = ranges.Sum(range => range.Length);

    public override long Position
    {
        get => _position;
        set => (_position, _range, _rangeStart) = (value, 0, 0);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_range < ranges.Count && _position >= _rangeStart + ranges[_range].Length) _rangeStart += ranges[_range++].Length;
        if (_range == ranges.Count || buffer.IsEmpty) return 0;
        var (offset, length) = ranges[_range];
        var skipped = _position - _rangeStart;
        var read = RandomAccess.Read(_file, buffer[..(int)Math.Min(buffer.Length, length - skipped)], offset + skipped);
        if (read == 0) throw new EndOfStreamException($"'{path}' became shorter while it was read.");
        _position += read;
        onRead(_position);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
