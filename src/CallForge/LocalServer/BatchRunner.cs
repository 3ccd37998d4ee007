using System.Collections.Concurrent;
using CallForge.LocalServer.Faults;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>Takes every batch from <c>validating</c> to its end, in the background.</summary>
internal sealed class BatchRunner(BatchStore batches, FileStore files, RunBatch run, FaultyBatches faulty, LocalServerOptions options)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _cancels = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly CancellationTokenSource _shutdown = new();

    // One batch runs at a time: it has all cores anyway, and memory stays that of one.
    private readonly SemaphoreSlim _turn = new(1);

    private long Now => options.Time.GetUtcNow().ToUnixTimeSeconds();

    public void Start(StoredBatch stored)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_shutdown.Token);
        _cancels[stored.Batch.Id] = cancel;
        _tasks.Add(Task.Run(() => RunToEndAsync(stored, cancel.Token), CancellationToken.None));
    }

    /// <summary>Wakes a batch that has just become <c>cancelling</c>.</summary>
    public void Cancel(string id)
    {
        if (_cancels.TryGetValue(id, out var cancel)) cancel.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        await Task.WhenAll(_tasks);
        foreach (var cancel in _cancels.Values) cancel.Dispose();
        _shutdown.Dispose();
        _turn.Dispose();
    }

    private async Task RunToEndAsync(StoredBatch stored, CancellationToken cancelled)
    {
        var id = stored.Batch.Id;
        try
        {
            await RunAsync(stored, cancelled);
        }
        catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
        {
            // The batch carries on when a server is started on the same state.
        }
        catch (OperationCanceledException)
        {
            batches.Update(id, batch => batch with { Status = BatchStatus.Cancelled, CancelledAt = Now });
        }
        catch (Exception exception) // A full disk, say: the batch must say so, there is nobody to throw to.
        {
            Fail(id, [new BatchError("server_error", null, exception.GetBaseException().Message, null)]);
        }
        finally
        {
            faulty.Queue?.Release(id);
        }
    }

    private async Task RunAsync(StoredBatch stored, CancellationToken cancelled)
    {
        // Taken up again with its files already made: running it once more could only lose answers, to expiry.
        var hasRun = stored.Batch.FinalizingAt is not null || stored.Batch.HasOutputFile || stored.Batch.HasErrorFile;
        if (hasRun || await TryWorkAsync(stored, cancelled))
        {
            await StayAsync(options.MinimumTimeInStatus, cancelled);
            batches.Update(stored.Batch.Id, BatchWork.End(Now));
        }
    }

    /// <summary>Validates the batch and runs its requests; false if it failed.</summary>
    private async Task<bool> TryWorkAsync(StoredBatch stored, CancellationToken cancelled)
    {
        var id = stored.Batch.Id;
        var isNew = stored.Batch.InProgressAt is null;
        if (isNew && stored.Batch.Status == BatchStatus.Cancelling) throw new OperationCanceledException();
        if (isNew) await Task.Delay(options.MinimumTimeInStatus, options.Time, cancelled);

        var faults = faulty.Of(id);
        var input = Validate(stored.Batch, cancelled);
        if (ErrorsOf(stored.Batch, input, faults) is { Count: > 0 } errors)
        {
            Fail(id, errors);
            return false;
        }

        var batch = batches.Update(id, batch => batch.Status == BatchStatus.Validating ? InProgress(batch, input) : batch);
        if (batch.InProgressAt is null) throw new OperationCanceledException();
        if (isNew) await StayAsync(options.MinimumTimeInStatus + faults.Delay, cancelled);

        await _turn.WaitAsync(_shutdown.Token);
        try
        {
            var work = new BatchWork(batches, files, run, options.Time, faults, input, stored with { Batch = batch });
            await Task.Factory.StartNew(
                () => work.RunAsync(cancelled, _shutdown.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
        finally
        {
            _turn.Release();
        }

        return true;
    }

    private ValidatedInput Validate(Batch batch, CancellationToken cancelled)
    {
        var shared = new SharedTexts();
        return files.Find(batch.InputFileId) is { } file
            ? new BatchValidation(InferenceEndpoint.Find(batch.Endpoint)!, shared, isAnyModel: options.Teacher is Teacher.Remote).Check(files.PathOf(file), cancelled)
            : new ValidatedInput("", null, [], shared, [BatchValidation.FileNotFound(batch.InputFileId)]);
    }

    private IReadOnlyList<BatchError> ErrorsOf(Batch batch, ValidatedInput input, BatchFaults faults)
    {
        if (input.Errors.Count > 0) return input.Errors;
        if (batch.Status == BatchStatus.Validating && faults.ErrorsOf(batch, input) is { Count: > 0 } errors) return errors;
        return faulty.Queue?.Enqueue(batch, input) is { } full ? [full] : [];
    }

    private Batch InProgress(Batch batch, ValidatedInput input) => batch with
    {
        Status = BatchStatus.InProgress,
        Model = input.Model,
        InProgressAt = Now,
        RequestCounts = new RequestCounts(input.Requests.Count, 0, 0),
    };

    private void Fail(string id, IReadOnlyList<BatchError> errors) => batches.Update(id, batch => batch with
    {
        Status = BatchStatus.Failed,
        FailedAt = Now,
        Errors = new BatchErrors("list", errors),
    });

    /// <summary>A status lasts its minimum time unless the batch is cancelled.</summary>
    private async Task StayAsync(TimeSpan minimum, CancellationToken cancelled)
    {
        if (minimum == TimeSpan.Zero) return;
        await Task.Delay(minimum, options.Time, cancelled).ContinueWith(
            _ => _shutdown.Token.ThrowIfCancellationRequested(),
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
