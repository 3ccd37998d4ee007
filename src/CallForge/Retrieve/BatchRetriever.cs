using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary>What <c>retrieve-batch</c> found.</summary>
/// <param name="Gone">Why a batch cannot be looked at any more; null if all can.</param>
internal sealed record Retrieval(BatchStatusFile Status, Books Books, CommandFailure? Gone)
{
    /// <summary>Why answers that are paid for are not here; null if none is missing. All the others are.</summary>
    public CommandFailure? Failure => Gone ?? FailureOf(Status);

    public static CommandFailure? FailureOf(BatchStatusFile status)
    {
        var lost = status.Batches.SelectMany(part => part.Files ?? []).Where(file => file.IsUnavailable).ToList();
        return lost is [var first, ..]
            ? new CommandFailure($"{lost.Count:N0} of the files that batches left cannot be had: '{first.Name}', file '{first.FileId}' of the service ({first.Problem?.TrimEnd('.')}). What the others hold is read; run callforge retrieve-batch again, which costs nothing. callforge retry --reason unavailable would pay for the same answers again.")
            : null;
    }
}

/// <summary>Downloads what ended batches left, verbatim, and makes results of it.</summary>
internal sealed class BatchRetriever(Provider provider, DataFolder folder, CommandContext context)
{
    /// <summary>How long answers that the service counts and does not give are asked for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly RawFiles _raw = new(folder);
    private CommandFailure? _gone;

    public async Task<Retrieval> RetrieveAsync(BatchStatusFile status, string resultListPath, CancellationToken cancellationToken)
    {
        status = await StepProgress.ShowAsync(context.Terminal, "download", progress => BringAsync(status, progress, cancellationToken));
        var books = await StepProgress.ShowAsync(context.Terminal, "collect", progress =>
            Task.Run(() => Results.Make(status, status.Input, folder, resultListPath, progress), cancellationToken));
        status = status with { Batches = [.. status.Batches.Select(part => part with { Answered = books.BilledBy.GetValueOrDefault(part.Batch?.Id ?? "") })] };
        status.Save(folder.BatchStatusFilePath);
        Bill.Settle(folder);
        return new Retrieval(status, books, _gone);
    }

    /// <summary>Whether results are there that are younger than all they are made of, and all of that is here and as it was.</summary>
    public bool HasCollected(BatchStatusFile status)
    {
        var made = new[] { folder.ResultsFilePath, folder.ResultListFilePath, folder.BatchErrorsFilePath };
        if (!status.IsFinished || !made.All(File.Exists) || !status.Batches.All(IsSettled)) return false;
        var sources = status.Batches.SelectMany(part => _raw.Of(part.Batch!.Id)).Concat(ImportedFile.Of(folder).Select(file => file.Path)).Append(status.Input);
        return made.Min(File.GetLastWriteTimeUtc) >= sources.Max(File.GetLastWriteTimeUtc);
    }

    /// <summary>Whether no more is to be had of an ended batch without being asked for it.</summary>
    private bool IsSettled(BatchPart part) => _raw.Has(part) && !IsAwaited(part) && !part.Batch!.LacksItsFiles;

    private bool IsAwaited(BatchPart part) =>
        !provider.IsLocal && part.ShortSince is { } since && context.Time.GetUtcNow() < DateTimeOffset.FromUnixTimeSeconds(since) + Patience;

    /// <summary>
    /// How each batch stands now, and its files once it has ended. The embedded server lets its batches finish first: it
    /// has nothing else to do.
    /// </summary>
    private async Task<BatchStatusFile> BringAsync(BatchStatusFile status, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var files = new BatchFiles(new Download(provider.Api, context), _raw, context);
        for (var look = 1; ; look++)
        {
            foreach (var part in status.Batches.Where(part => part.Batch is { IsTerminal: false } or { LacksItsFiles: true } || part.ShortSince is not null))
                status = status.With(await LookAsync(part, cancellationToken));
            var ended = status.Batches.Where(part => part.Batch is { IsTerminal: true } && (look == 1 || part.Files is null || IsAwaited(part))).ToList();
            foreach (var part in ended)
            {
                status = status.With(await files.BringAsync(part, isAgain: part.ShortSince is not null, cancellationToken));
                status.Save(folder.BatchStatusFilePath);
            }

            status.Save(folder.BatchStatusFilePath);
            progress(status.Batches.Count(part => part.Files is not null), status.Batches.Count(part => part.Batch is not null));
            var mayGoOn = provider.IsLocal && status.Batches.Any(part => part.Batch is { IsTerminal: false });
            if (!mayGoOn && !status.Batches.Any(IsAwaited)) return status;
            var pause = mayGoOn ? provider.PollInterval(DoublingPause.Longest) : DoublingPause.After(look);
            if (look == 1 && !mayGoOn) WarnOfWait(status);
            await Task.Delay(pause, context.Time, cancellationToken);
        }
    }

    /// <summary>A batch that is gone is told at the end: it keeps nothing of the others.</summary>
    private async Task<BatchPart> LookAsync(BatchPart part, CancellationToken cancellationToken)
    {
        try
        {
            return part with { Batch = await provider.LookAsync(part.Batch!, context, cancellationToken) };
        }
        catch (CommandFailure failure)
        {
            if (!part.Batch!.IsTerminal) _gone ??= failure;
            return part;
        }
    }

    private void WarnOfWait(BatchStatusFile status)
    {
        foreach (var part in status.Batches.Where(IsAwaited))
            context.Terminal.Warn($"Batch '{part.Batch!.Id}' counts more answers than it gives; it is asked again until {DateTimeOffset.FromUnixTimeSeconds(part.ShortSince!.Value) + Patience:HH:mm:ss} UTC. What is here is kept.");
    }
}
