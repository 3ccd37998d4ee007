namespace CallForge;

/// <summary>
/// Stdout or stderr. Nobody to speak to is no reason to end work that is paid for: what cannot be written is dropped, and
/// so is all that follows. A pipe that nobody reads any more is not told by the system at all.
/// </summary>
internal sealed class TerminalStream(Func<Stream> open) : Stream
{
    private Stream? _inner;

    /// <summary>Why something was dropped; null if nothing was.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Failure is not null) return;
        try
        {
            (_inner ??= open()).Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // The console keeps nothing back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
