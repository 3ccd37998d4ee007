using System.Diagnostics;
using CallForge.Hub;
using CallForge.StubHub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>Files that no memory holds.</summary>
public sealed class HugeFileTests(ITestOutputHelper output)
{
    private const long Megabyte = 1_000_000;

    [Fact]
    public Task A_file_of_200_megabytes_goes_in_parts() => PushAsync(200 * Megabyte + 1, chunkSize: 16 * Megabyte, parts: 13);

    /// <summary>About half a minute.</summary>
    [Fact(Explicit = true)]
    public Task A_file_of_5_gigabytes_goes_in_parts() => PushAsync(5000 * Megabyte + 1, chunkSize: 20 * Megabyte, parts: 251);

    private async Task PushAsync(long size, long chunkSize, int parts)
    {
        await using var hub = await Stub.StartAsync(new StubHubOptions { ChunkSize = chunkSize, Faults = ["part:5=halfway", "part:9=500"] });
        using var user = new HubUser(hub);
        RepositoryFile[] files = [.. HubUser.Dataset(), new("data/train-00000-of-00001.parquet", size, () => new NumberedStream(size))];
        var watch = Stopwatch.StartNew();
        await user.PushAsync(files);
        output.WriteLine($"{size:N0} bytes in {watch.Elapsed.TotalSeconds:0.0} s, peak memory of client and stub {Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte:N0} MB");
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal(parts + 2, hub.CallsOf("part"));
        Assert.Contains($"upload, bytes: {size:N0} of {size:N0}", user.Said, StringComparison.Ordinal);
    }

    /// <summary>Zeros, and its number in front of each block, so that no two parts are alike.</summary>
    private sealed class NumberedStream(long size) : Stream
    {
        private const int BlockSize = 4096;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => size;
        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var read = (int)Math.Min(buffer.Length, size - Position);
            buffer[..read].Clear();
            Span<byte> number = stackalloc byte[sizeof(long)];
            for (var block = Position / BlockSize; block * BlockSize < Position + read; block++)
            {
                BitConverter.TryWriteBytes(number, block);
                for (var i = 0; i < number.Length; i++)
                    if (block * BlockSize + i - Position is >= 0 and var at && at < read) buffer[(int)at] = number[i];
            }

            Position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override long Seek(long offset, SeekOrigin origin) =>
            Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => size + offset };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
