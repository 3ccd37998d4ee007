using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace CallForge.LocalServer.Forwarding;

/// <summary>Runs the requests of a batch against another server, a few at a time, those that are not answered yet.</summary>
internal sealed class ForwardedRun(BatchJob job, PatientTeacher teacher, int concurrency, TimeProvider time)
{
    private static readonly TimeSpan PauseWithoutRoom = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<ReadOnlyMemory<byte>> _notRun = [];
    private int _begun;

    public async Task WriteAsync(Stream output, Stream errors, CancellationToken shutdown)
    {
        using var progress = new ProgressFile(job.ProgressPath, job.Input.Requests.Count);
        using var file = File.OpenHandle(job.Input.FilePath, share: FileShare.ReadWrite | FileShare.Delete);
        _begun = progress.Counts.Completed + progress.Counts.Failed;
        job.Show(progress.Counts, progress.Usage);
        var parallel = new ParallelOptions { CancellationToken = shutdown, MaxDegreeOfParallelism = concurrency };
        await Parallel.ForEachAsync(job.Input.Requests, parallel, async (place, stop) =>
        {
            var json = new byte[place.Length];
            RandomAccess.Read(file, json, place.Offset);
            var (customId, body) = Parts(json);
            if (progress.Has(customId)) return;
            if (await RunAsync(customId, OutputLine.HashOf(json), json.AsMemory(body), stop) is not { } line) return;
            await UntilThereIsRoomAsync(() => progress.Append(line), stop);
            job.Show(progress.Counts, progress.Usage);
        });
        await UntilThereIsRoomAsync(() => Copy(progress, output, errors), shutdown);
    }

    /// <summary>Null if the request was not run; its line is kept apart, as it is no answer that must not be lost.</summary>
    private async Task<ReadOnlyMemory<byte>?> RunAsync(string customId, string hash, ReadOnlyMemory<byte> body, CancellationToken shutdown)
    {
        var number = Interlocked.Increment(ref _begun) - 1;
        var reason = job.ReasonToStop(number);
        try
        {
            if (reason is null)
            {
                var (reply, tries) = await teacher.AskAsync(job.Endpoint, body, job.Cancelled, shutdown);
                return ForwardedLine.Write(customId, hash, job.Endpoint, reply, tries);
            }
        }
        catch (OperationCanceledException) when (!shutdown.IsCancellationRequested)
        {
            reason = job.ReasonToStop(number) ?? "batch_cancelled";
        }

        var line = new ArrayBufferWriter<byte>();
        OutputLine.WriteUnrun(customId, hash, reason!, line);
        _notRun.Add(line.WrittenMemory);
        return null;
    }

    private void Copy(ProgressFile progress, Stream output, Stream errors)
    {
        output.SetLength(0);
        errors.SetLength(0);
        progress.CopyTo(output, errors);
        foreach (var line in _notRun) errors.Write(line.Span);
        output.Flush();
        errors.Flush();
    }

    /// <summary>A full disk must not cost an answer: the batch stands still until there is room.</summary>
    private async Task UntilThereIsRoomAsync(Action write, CancellationToken shutdown)
    {
        while (true)
        {
            try
            {
                write();
                return;
            }
            catch (IOException)
            {
                await Task.Delay(PauseWithoutRoom, time, shutdown);
            }
        }
    }

    /// <summary>Of a line that was validated.</summary>
    private static (string CustomId, Range Body) Parts(byte[] json)
    {
        var (customId, body) = ("", Range.All);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isBody) = (reader.ValueTextEquals("custom_id"u8), reader.ValueTextEquals("body"u8));
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isId) customId = reader.GetString()!;
            reader.Skip();
            if (isBody) body = start..(int)reader.BytesConsumed;
        }

        return (customId, body);
    }
}
