using System.IO.Hashing;

namespace CallForge.Preprocess;

/// <summary>
/// A file that is being written, and the hash of what was: nothing has to be read again. Meanwhile the disk is kept busy, so
/// that little is left to wait for at the end.
/// </summary>
/// <param name="file">It is left open.</param>
internal sealed class HashedStream(FileStream file) : Stream
{
    private const long FlushEvery = 64 * 1024 * 1024;

    private readonly XxHash128 _hash = new();
    private Task _flush = Task.CompletedTask;
    private long _asked;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Of all that was written, in hex.</summary>
    public string Xxh128 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        _hash.Append(buffer);
        if (file.Position - _asked < FlushEvery || !_flush.IsCompleted) return;
        _flush.GetAwaiter().GetResult();
        _asked = file.Position;
        // On a thread of its own: one of the pool's would be missing where there is work to do.
        _flush = Task.Factory.StartNew(() => RandomAccess.FlushToDisk(file.SafeFileHandle), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Everything is on the disk.</summary>
    public override void Flush()
    {
        _flush.GetAwaiter().GetResult();
        file.Flush(flushToDisk: true);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
