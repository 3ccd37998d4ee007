using CallForge.LocalServer.Faults;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>The requests of one validated batch run, and their lines made into files.</summary>
internal sealed class BatchWork(
    BatchStore batches, FileStore files, RunBatch run, TimeProvider time, BatchFaults faults, ValidatedInput input, StoredBatch stored)
{
    private readonly string _id = stored.Batch.Id;
    private readonly string _outputFileId = ObjectIds.FileOf(stored.Batch.Id, "output");
    private readonly string _errorFileId = ObjectIds.FileOf(stored.Batch.Id, "errors");

    // A batch that was being cancelled when the server stopped had this many requests done; those come first in its order.
    private readonly int? _alreadyRun = stored.Batch.Status == BatchStatus.Cancelling
        ? stored.Batch.RequestCounts!.Completed + stored.Batch.RequestCounts.Failed
        : null;

    private readonly int _requestsToRun = faults.RequestsToRun(input.Requests.Count);

    private volatile string? _reasonToStop;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What a batch becomes at last, once it has its files.</summary>
    public static Func<Batch, Batch> End(long now) => batch => batch.Status switch
    {
        BatchStatus.Finalizing => batch with { Status = BatchStatus.Completed, CompletedAt = now },
        BatchStatus.Cancelling => batch with { Status = BatchStatus.Cancelled, CancelledAt = now },
        _ => batch,
    };

    public async Task RunAsync(CancellationToken cancelled, CancellationToken shutdown)
    {
        var job = new BatchJob(
            input, InferenceEndpoint.Find(stored.Batch.Endpoint)!, stored.Batch.InProgressAt!.Value, faults.Lines, ReasonToStop,
            batches.ProgressPathOf(_id), (counts, usage) => batches.Show(_id, counts, usage), cancelled);
        await using (var output = File.Create(files.PartPathOf(_outputFileId)))
        await using (var errors = File.Create(files.PartPathOf(_errorFileId)))
            await run(job, output, errors, shutdown);

        var outputFile = Keep(_outputFileId, "output");
        var errorFile = Keep(_errorFileId, "error");
        batches.Update(_id, batch => Stopped(batch) with
        {
            OutputFileId = outputFile,
            ErrorFileId = errorFile,
            RequestCounts = faults.Contradict(batch.RequestCounts),
        });
        File.Delete(job.ProgressPath); // Not before the batch has its files.

        string? ReasonToStop(int place)
        {
            if (place >= _alreadyRun || cancelled.IsCancellationRequested) _reasonToStop ??= "batch_cancelled";
            if (Now >= stored.Batch.ExpiresAt) _reasonToStop ??= "batch_expired";
            return _reasonToStop ?? (place >= _requestsToRun ? faults.ReasonToStop : null);
        }
    }

    private Batch Stopped(Batch batch) => (_reasonToStop ?? faults.ReasonToStop, batch.Status) switch
    {
        ("batch_expired", BatchStatus.InProgress) => batch with { Status = BatchStatus.Expired, ExpiredAt = Now },
        ("batch_cancelled", BatchStatus.InProgress) => batch with { Status = BatchStatus.Cancelling, CancellingAt = Now },
        (_, BatchStatus.Cancelling) => batch,
        _ => batch with { Status = BatchStatus.Finalizing, FinalizingAt = batch.FinalizingAt ?? Now },
    };

    /// <summary>The id of the file, or null if nothing was written.</summary>
    private string? Keep(string fileId, string content)
    {
        var length = new FileInfo(files.PartPathOf(fileId)).Length;
        if (length == 0)
        {
            File.Delete(files.PartPathOf(fileId));
            return null;
        }

        var name = $"{_id}_{content}.jsonl";
        var now = Now;
        return files.Keep(new FileObject(
            FileObject.ObjectName, fileId, "batch_output", name, length, now, now + stored.OutputLifetime, "processed", null)).Id;
    }
}
