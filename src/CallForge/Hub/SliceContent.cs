using System.Buffers;
using System.Net;

namespace CallForge.Hub;

/// <summary>A slice of a file as the body of a call, read while it is sent.</summary>
/// <param name="onSent">Told of each piece.</param>
internal sealed class SliceContent(RepositoryFile file, long offset, long length, Action<long> onSent) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        await using var source = file.Open();
        source.Seek(offset, SeekOrigin.Begin);
        for (var rest = length; rest > 0;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, rest)), cancellationToken);
            if (read == 0) throw file.HasChanged();
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            rest -= read;
            onSent(read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
