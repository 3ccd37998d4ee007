using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary>What <c>retrieve-batch</c> found.</summary>
internal sealed record Retrieval(BatchStatusFile Status, Books Books);

/// <summary>Downloads what ended batches left, verbatim, and makes results of it.</summary>
internal sealed class BatchRetriever(Provider provider, DataFolder folder, CommandContext context)
{
    private const int LooksForFiles = 5;

    public async Task<Retrieval> RetrieveAsync(BatchStatusFile status, string resultListPath, CancellationToken cancellationToken)
    {
        status = await RefreshAsync(status, cancellationToken);
        var raw = new RawFiles(folder);
        await StepProgress.ShowAsync(context.Terminal, "download", async progress =>
        {
            var done = 0;
            var download = new Download(provider.Api, context);
            var ended = status.Batches.Where(part => part.Batch is { IsTerminal: true }).ToList();
            foreach (var part in ended)
            {
                await raw.DownloadAsync(part.Batch!, download, cancellationToken);
                progress(++done, ended.Count);
            }

            return done;
        });
        var books = await StepProgress.ShowAsync(context.Terminal, "collect", progress =>
            Task.Run(() => Results.Make(status, status.Input, folder, resultListPath, progress), cancellationToken));
        status = status with { Batches = [.. status.Batches.Select(part => part with { Answered = books.BilledBy.GetValueOrDefault(part.Batch?.Id ?? "") })] };
        status.Save(folder.BatchStatusFilePath);
        return new Retrieval(status, books);
    }

    /// <summary>Whether the results are made of all there will be.</summary>
    public bool IsUpToDate(BatchStatusFile status) => HasCollected(status) && !status.Batches.Any(part => part.Batch is { LacksItsFiles: true });

    /// <summary>Whether results are there that are younger than all they are made of.</summary>
    public bool HasCollected(BatchStatusFile status)
    {
        var raw = new RawFiles(folder);
        var made = new[] { folder.ResultsFilePath, folder.ResultListFilePath, folder.BatchErrorsFilePath };
        if (!status.IsFinished || !made.All(File.Exists) || !status.Batches.All(part => raw.Has(part.Batch!))) return false;
        var sources = status.Batches.SelectMany(part => raw.Of(part.Batch!.Id)).Concat(ImportedFile.Of(folder).Select(file => file.Path)).Append(status.Input);
        return made.Min(File.GetLastWriteTimeUtc) >= sources.Max(File.GetLastWriteTimeUtc);
    }

    /// <summary>How each batch stands now. The embedded server lets its batches finish first: it has nothing else to do.</summary>
    private async Task<BatchStatusFile> RefreshAsync(BatchStatusFile status, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            foreach (var part in status.Batches.Where(part => part.Batch is { IsTerminal: false } or { LacksItsFiles: true }))
                status = status.With(part with { Batch = await provider.LookAsync(part.Batch!, context, cancellationToken) });
            status.Save(folder.BatchStatusFilePath);
            var mayGoOn = provider.Name == Provider.LocalName && status.Batches.Any(part => part.Batch is { IsTerminal: false });
            var mayHaveFiles = look <= LooksForFiles && status.Batches.Any(part => part.Batch is { LacksItsFiles: true });
            if (!mayGoOn && !mayHaveFiles) return status;
            await Task.Delay(provider.PollInterval(TimeSpan.FromSeconds(mayGoOn ? 60 : look)), context.Time, cancellationToken);
        }
    }
}
