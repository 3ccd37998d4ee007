using CallForge.Cost;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// Submits what of an input is not submitted yet, as far as the provider's queue takes it, and waits for what was
/// submitted, if asked to. What was submitted before is attached to.
/// </summary>
internal sealed class BatchSubmitter(Provider provider, DataFolder folder, TimeSpan pollInterval, Spending spending, CommandContext context)
{
    private readonly Pauses _pauses = new(provider.PollInterval(pollInterval), context);

    /// <param name="wait">Whether to wait until every batch has ended, and to submit what the queue had no room for.</param>
    /// <param name="again">Parts that repeat requests of earlier ones; then nothing else is new. Null for what of the input is not submitted yet.</param>
    /// <param name="pilot">How many requests of the input are wanted now; null for all.</param>
    public async Task<BatchStatusFile> SubmitAsync(
        string inputPath, bool wait, CancellationToken cancellationToken, IReadOnlyList<BatchPart>? again = null, int? pilot = null)
    {
        var journal = new SubmissionJournal(folder, await PrepareAsync(inputPath, again, pilot, cancellationToken));
        var queue = new SubmissionQueue(provider, journal, _pauses, spending.MaxEnqueuedTokens, context);
        await queue.SubmitAsync(cancellationToken);
        if (wait) await StepProgress.ShowAsync(context.Terminal, "batch", progress => WaitAsync(journal, queue, progress, cancellationToken));
        return journal.Status;
    }

    private async Task<BatchStatusFile> WaitAsync(SubmissionJournal journal, SubmissionQueue queue, Action<long, long> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = journal.Status;
            progress(status.Batches.Sum(part => (long)(part.Batch?.RequestCounts is { } counts ? counts.Completed + counts.Failed : 0)), status.Batches.Sum(part => (long)part.Requests));
            if (status.IsFinished) return status;
            Provider.RefuseOverdue(status, context.Time);
            await Task.Delay(provider.PollInterval(pollInterval), context.Time, cancellationToken);
            foreach (var part in status.Batches.Where(part => part.Batch is { IsTerminal: false }))
                journal.Remember(part with { Batch = await provider.LookAsync(part.Batch!, context, cancellationToken) });
            await queue.SubmitAsync(cancellationToken);
        }
    }

    private async Task<BatchStatusFile> PrepareAsync(string inputPath, IReadOnlyList<BatchPart>? again, int? pilot, CancellationToken cancellationToken)
    {
        var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
        var failedBatchIds = Array.Empty<string>();
        if (status is { MayHaveRun: false })
        {
            failedBatchIds = [.. status.Batches.SelectMany(part => part.FailedBatchIds.Append(part.Batch?.Id)).OfType<string>()];
            (status, again) = (null, null); // It is the first attempt still.
        }

        var parts = await StepProgress.ShowAsync(context.Terminal, "check", progress =>
            Task.Run(() => InputScan.Parts(inputPath, status?.FirstAttempts ?? [], pilot, progress, cancellationToken), cancellationToken));
        if (status is null) parts = [parts[0] with { FailedBatchIds = failedBatchIds }, .. parts.Skip(1)];
        RefuseUnknownDomain(inputPath);
        status ??= new BatchStatusFile(null, null, null, null, provider.Name, provider.BaseUrl, inputPath, RunIdOf(inputPath), []);
        status = status with { Input = inputPath };
        // Whoever sends some requests again has not asked for those that were never sent.
        var added = again ?? parts.Where(part => part.Part == 0);
        if (status.Batches.Any(part => part.IsDue) || added.Any()) RefuseShutDown(parts[0].Model, inputPath);
        if (status.Batches.Any(part => part.IsDue) || (again is null && added.Any())) RefuseImported(inputPath);
        var batches = await new SubmissionCheck(provider, spending, context).PassAsync(status, [.. status.Batches, .. added], cancellationToken);
        return status with { Batches = [.. batches.Select((part, i) => part with { Part = i + 1 })] };
    }

    /// <summary>The run of <c>run.json</c>, if the input is that run's.</summary>
    private static string? RunIdOf(string inputPath)
    {
        if (RunFile.Load(DataFolder.Beside(inputPath).RunFilePath) is not { } run) return null;
        using var requests = new BatchInput(inputPath);
        return requests.Read() && requests.CustomId.StartsWith(run.RunId, StringComparison.Ordinal) ? run.RunId : null;
    }

    /// <summary>What was taken in was paid for elsewhere, in money or in hours of a GPU.</summary>
    private void RefuseImported(string inputPath)
    {
        if (ImportedFile.Of(folder) is [.., var last])
            throw CommandFailure.Usage($"'{last.Path}' has results of '{inputPath}', which submitting it would pay again; run what is left ('{folder.BatchInputRestFilePath}') where the others ran and take it in with callforge retrieve-batch --from, or submit it with --input and another --dir.");
    }

    /// <summary>Without its pack a domain cannot be acted; the answers would be of no use.</summary>
    private void RefuseUnknownDomain(string inputPath)
    {
        if (provider.Name != Provider.LocalName) return;
        using var requests = new BatchInput(inputPath);
        if (requests.Read() && requests.Scenario()() is { } scenario && !provider.CanAct(scenario.Domain))
            throw CommandFailure.Usage(
                $"The simulated teacher does not know the domain '{scenario.Domain}' of '{inputPath}': no run.json beside it names a pack of that name; "
                + "make the requests again with callforge generate-batch --domain PATH, or submit them to a real model with --provider openai and another --dir.");
    }

    /// <summary>A model that is gone answers nothing. Who names it may know better, and who brings requests of his own has named it in them.</summary>
    private void RefuseShutDown(string model, string inputPath)
    {
        if (provider.Name == Provider.LocalName || ModelTable.Current.ShutdownWarning(model, context.Today) is not { } warning) return;
        if (ModelTable.Current.IsShutDown(model, context.Today) && RunFile.Load(DataFolder.Beside(inputPath).RunFilePath) is { ModelIsNamed: false } run && run.Model == model)
            throw CommandFailure.Usage($"{warning.TrimEnd('.')}; nothing was submitted. To use '{model}' all the same, name it: callforge run --model {model}.");
        context.Terminal.Warn(warning);
    }
}
