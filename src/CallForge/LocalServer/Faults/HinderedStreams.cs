using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Faults;

/// <summary>A reply on its way out. Only what Kestrel's replies use can be done with it.</summary>
internal abstract class ReplyStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);
}

/// <summary>Lets so many bytes a second through, in ten portions.</summary>
internal sealed class SlowStream(Stream reply, double bytesPerSecond, TimeProvider time) : ReplyStream
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly int _portion = (int)Math.Clamp(bytesPerSecond / 10, 1, 1 << 20);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(_portion, buffer.Length)..])
        {
            await reply.WriteAsync(buffer[..Math.Min(_portion, buffer.Length)], cancellationToken);
            await reply.FlushAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => reply.FlushAsync(cancellationToken);
}

/// <summary>Lets half of a reply through and forgets the rest.</summary>
internal sealed class HalfStream : ReplyStream
{
    private readonly HttpResponse _response;
    private readonly Stream _reply;
    private readonly bool _isTold;
    private long _left;

    /// <param name="isTold">
    /// Whether the reply still says how long the whole is: the server then cuts the connection when it ends early.
    /// </param>
    public HalfStream(HttpResponse response, bool isTold)
    {
        (_response, _reply, _isTold) = (response, response.Body, isTold);
        response.OnStarting(Halve);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_response.HasStarted) await _response.StartAsync(cancellationToken);
        var count = (int)Math.Min(_left, buffer.Length);
        _left -= count;
        await _reply.WriteAsync(buffer[..count], cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _reply.FlushAsync(cancellationToken);

    private Task Halve()
    {
        _left = (_response.ContentLength ?? 0) / 2; // A refusal of the route may have none.
        if (!_isTold) _response.ContentLength = null;
        return Task.CompletedTask;
    }
}
