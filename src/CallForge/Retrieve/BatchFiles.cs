using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>
/// Brings the files of one ended batch here and keeps book of each. What is here and undamaged is not downloaded again;
/// what cannot be had is written down, and keeps nothing of other batches.
/// </summary>
internal sealed class BatchFiles(Download download, RawFiles raw, CommandContext context)
{
    /// <param name="isAgain">Whether files that are here are to be downloaded once more, since answers were missing in them.</param>
    public async Task<BatchPart> BringAsync(BatchPart part, bool isAgain, CancellationToken cancellationToken)
    {
        var files = new List<RawFile>();
        foreach (var (name, fileId) in RawFiles.NamedBy(part.Batch!))
            files.Add(await BringAsync(name, fileId, part.Files?.FirstOrDefault(file => file.Name == name), isAgain, cancellationToken));
        // What cannot be had is not waited for: it is booked, and asked for by the next command.
        var missing = files.Exists(file => file.IsUnavailable) ? null : MissingIn(part);
        return part with
        {
            Files = [.. files.Select(file => Judge(file, missing))],
            ShortSince = missing is null ? null : part.ShortSince ?? context.Time.GetUtcNow().ToUnixTimeSeconds(),
        };
    }

    /// <summary>
    /// That the batch counts more answers than its files have; null if it does not. Counts may be wrong, and lines of the
    /// error file may be counted as completed (tidyverse/ellmer #830): both sums must be short.
    /// </summary>
    private string? MissingIn(BatchPart part)
    {
        var batch = part.Batch!;
        if (batch.Status == BatchStatus.Failed && !batch.HasOutputFile) return null;
        var counts = batch.RequestCounts ?? new RequestCounts(0, 0, 0);
        var completed = Math.Min(counts.Completed, part.Requests);
        var answered = RawFiles.AnswersIn(raw.OutputPath(batch.Id));
        if (answered >= completed && !batch.LacksItsFiles) return null;
        var all = answered + RawFiles.AnswersIn(raw.ErrorsPath(batch.Id));
        return all >= Math.Min(counts.Completed + (long)counts.Failed, part.Requests) ? null : $"the service counts {completed:N0} completed, and {answered:N0} answers came";
    }

    private static RawFile Judge(RawFile file, string? missing) => file.State switch
    {
        RawFile.Unavailable => file,
        _ when missing is not null && file.Name.EndsWith(".output.jsonl", StringComparison.Ordinal) => file with { State = RawFile.Short, Problem = missing },
        _ => file with { State = RawFile.Whole, Problem = null },
    };

    private async Task<RawFile> BringAsync(string name, string fileId, RawFile? known, bool isAgain, CancellationToken cancellationToken)
    {
        var file = new RawFile(name, fileId, RawFile.Whole, 0, known?.Sha256, null);
        var path = raw.PathOf(file);
        var isHere = File.Exists(path);
        var hash = isHere ? await RawFiles.HashOfAsync(path, cancellationToken) : null;
        // What has no hash yet is of an earlier version, or was saved just before this program was killed.
        var isAsSaved = isHere && (known?.Sha256 is not { } saved || saved == hash);
        if (isAsSaved && !isAgain) return file with { Bytes = new FileInfo(path).Length, Sha256 = hash };
        if (isHere && !isAsSaved) context.Terminal.Warn($"'{path}' is not as it was saved; it is downloaded again, which costs nothing.");
        try
        {
            return await ReplaceAsync(file, path, isHere, isAsSaved, cancellationToken);
        }
        catch (CommandFailure failure)
        {
            if (isAsSaved) return file with { Bytes = new FileInfo(path).Length, Sha256 = hash };
            return file with { State = RawFile.Unavailable, Bytes = isHere ? new FileInfo(path).Length : 0, Problem = failure.Message };
        }
    }

    /// <summary>What was here is set aside, never deleted; if it was as saved, it stays unless more came.</summary>
    private async Task<RawFile> ReplaceAsync(RawFile file, string path, bool isHere, bool isAsSaved, CancellationToken cancellationToken)
    {
        var fresh = isHere ? path + ".again" : path;
        await download.SaveAsync(file.FileId, fresh, cancellationToken);
        if (isHere && isAsSaved && RawFiles.AnswersIn(fresh) <= RawFiles.AnswersIn(path)) File.Delete(fresh);
        else if (isHere)
        {
            File.Move(path, $"{path}.{(isAsSaved ? "short" : "damaged")}", overwrite: true);
            File.Move(fresh, path);
        }

        FolderFlush.Of(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return file with { Bytes = new FileInfo(path).Length, Sha256 = await RawFiles.HashOfAsync(path, cancellationToken) };
    }
}
