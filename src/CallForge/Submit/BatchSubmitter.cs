using System.Globalization;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// Submits what of an input is not submitted yet, and remembers each step before the next is taken: what was uploaded
/// is not uploaded again, and where a batch may exist it is looked for before one is created.
/// </summary>
internal sealed class BatchSubmitter(Provider provider, DataFolder folder, CommandContext context)
{
    public async Task<BatchStatusFile> SubmitAsync(string inputPath, CancellationToken cancellationToken)
    {
        var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
        var failedBatchIds = Array.Empty<string>();
        if (status is { MayHaveRun: false })
        {
            failedBatchIds = [.. status.Batches.SelectMany(part => part.FailedBatchIds.Append(part.Batch?.Id)).OfType<string>()];
            status = null;
        }

        var parts = await StepProgress.ShowAsync(context.Terminal, "check", progress =>
            Task.Run(() => InputScan.Parts(inputPath, status?.Batches ?? [], progress, cancellationToken), cancellationToken));
        if (status is null) parts = [parts[0] with { FailedBatchIds = failedBatchIds }, .. parts.Skip(1)];
        WarnOfShutdown(parts[0].Model);
        RefuseUnknownDomain(inputPath);
        status ??= new BatchStatusFile(null, null, null, null, provider.Name, provider.BaseUrl, inputPath, RunIdOf(inputPath), []);
        status = status with { Batches = parts, Input = inputPath };
        foreach (var part in parts.Where(part => part.Batch is null or { Status: BatchStatus.Failed }))
            status = await SubmitPartAsync(status, part, cancellationToken);
        return status;
    }

    /// <summary>Polls until every batch has ended. An unanswered poll never gives up a paid batch; only a batch that is gone does.</summary>
    public async Task<BatchStatusFile> WaitAsync(BatchStatusFile status, TimeSpan pollInterval, CancellationToken cancellationToken) =>
        await StepProgress.ShowAsync(context.Terminal, "batch", async progress =>
        {
            while (true)
            {
                progress(status.Batches.Sum(part => (long)(part.Batch?.RequestCounts is { } counts ? counts.Completed + counts.Failed : 0)), status.Requests);
                if (status.IsFinished) return status;
                await Task.Delay(provider.PollInterval(pollInterval), context.Time, cancellationToken);
                foreach (var part in status.Batches.Where(part => part.Batch is { IsTerminal: false }))
                    status = await PollAsync(status, part, cancellationToken);
            }
        });

    private async Task<BatchStatusFile> PollAsync(BatchStatusFile status, BatchPart part, CancellationToken cancellationToken)
    {
        try
        {
            return Remember(status, part with { Batch = await provider.Api.GetBatchAsync(part.Batch!.Id, cancellationToken) });
        }
        catch (ApiFailure failure) when (failure.IsTransient)
        {
            context.Terminal.Warn($"{failure.Message} Batch '{part.Batch!.Id}' is not given up; asking again.");
            return status;
        }
        catch (ApiFailure failure) when (failure.Status == 404)
        {
            throw new CommandFailure(
                $"The service no longer knows batch '{part.Batch!.Id}'; check that the API key is of the project that submitted it. What was downloaded is kept.", inner: failure);
        }
    }

    private async Task<BatchStatusFile> SubmitPartAsync(BatchStatusFile status, BatchPart part, CancellationToken cancellationToken)
    {
        if (part.Batch is { } failed)
        {
            part = part with { Batch = null, FailedBatchIds = [.. part.FailedBatchIds, failed.Id], InputFileId = IsFileAtFault(failed) ? null : part.InputFileId };
            // Remembered before the next batch is created: from then on one may exist.
            status = Remember(status, part);
        }

        Batch? batch = null;
        if (part.InputFileId is null)
        {
            var file = await StepProgress.ShowAsync(context.Terminal, $"upload part {part.Part}", progress => provider.Api.UploadAsync(
                alive => new ByteRangeStream(status.Input, part.Offset, part.Length, place =>
                {
                    alive(place);
                    progress(place, part.Length);
                }), $"callforge-{status.RunId ?? "input"}-{part.Part}.jsonl", cancellationToken));
            part = part with { InputFileId = file.Id };
            status = Remember(status, part);
        }
        else
            batch = await FindAsync(part, cancellationToken);

        batch ??= await provider.Api.CreateBatchAsync(part.InputFileId!, part.Endpoint, Metadata(status, part), cancellationToken);
        context.Terminal.Say($"part {part.Part}: batch {batch.Id}, {part.Requests:N0} requests");
        return Remember(status, part with { Batch = batch });
    }

    /// <summary>The batch an interrupted command made of the uploaded file, if it did.</summary>
    private async Task<Batch?> FindAsync(BatchPart part, CancellationToken cancellationToken)
    {
        await foreach (var batch in provider.Api.ListBatchesAsync(cancellationToken))
            if (batch.InputFileId == part.InputFileId && !part.FailedBatchIds.Contains(batch.Id)) return batch;
        return null;
    }

    private static bool IsFileAtFault(Batch failed) => failed.Errors?.Data.Any(error => error.Param == "file_id") ?? false;

    private BatchStatusFile Remember(BatchStatusFile status, BatchPart part)
    {
        status = status.With(part);
        status.Save(folder.BatchStatusFilePath);
        return status;
    }

    private static Dictionary<string, string> Metadata(BatchStatusFile status, BatchPart part) => new()
    {
        ["callforge_run"] = status.RunId ?? "",
        ["callforge_part"] = part.Part.ToString(CultureInfo.InvariantCulture),
        ["callforge_sha256"] = part.Sha256,
    };

    /// <summary>The run of <c>run.json</c>, if the input is that run's.</summary>
    private static string? RunIdOf(string inputPath)
    {
        if (RunFile.Load(DataFolder.Beside(inputPath).RunFilePath) is not { } run) return null;
        using var requests = new BatchInput(inputPath);
        return requests.Read() && requests.CustomId.StartsWith(run.RunId, StringComparison.Ordinal) ? run.RunId : null;
    }

    /// <summary>Without its pack a domain cannot be acted; the answers would be of no use.</summary>
    private void RefuseUnknownDomain(string inputPath)
    {
        if (provider.Name != Provider.LocalName) return;
        using var requests = new BatchInput(inputPath);
        if (requests.Read() && requests.Scenario() is { } scenario && !provider.CanAct(scenario.Domain))
            throw CommandFailure.Usage(
                $"The simulated teacher does not know the domain '{scenario.Domain}' of '{inputPath}': no run.json beside it names a pack of that name; "
                + "make the requests again with callforge generate-batch --domain PATH, or submit them to a real model with --provider openai and another --dir.");
    }

    private void WarnOfShutdown(string model)
    {
        var today = DateOnly.FromDateTime(context.Time.GetUtcNow().UtcDateTime);
        if (provider.Name != Provider.LocalName && ModelTable.Current.ShutdownWarning(model, today) is { } warning) context.Terminal.Warn(warning);
    }
}
