using System.Collections.Concurrent;

namespace CallForge.Hub;

/// <summary>Sends large files to where the Hub wants them. What is there already is not sent, so a push that broke off goes on where it was.</summary>
internal sealed class LfsUploader(HubApi api, HubConnection hub, string revision, CommandContext context)
{
    private const int AtOnce = 4;
    private const int MostTries = 4;

    private readonly ConcurrentBag<string> _notSent = [];

    /// <summary>The files that storage said it has already; nobody has seen that it does.</summary>
    public IReadOnlyCollection<string> NotSent => _notSent;

    public async Task UploadAsync(IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        var objects = files.DistinctBy(file => file.Oid).ToList();
        if (objects.Count == 0) return;
        await StepProgress.ShowAsync(context.Terminal, "upload, bytes", async show =>
        {
            var progress = new UploadProgress(show, objects.Sum(file => file.File.Size));
            foreach (var some in objects.Chunk(LfsBatchRequest.MostObjects)) await UploadAsync(some, progress, cancellationToken);
            return true;
        });
    }

    private async Task UploadAsync(IReadOnlyList<PlannedFile> files, UploadProgress progress, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(files, cancellationToken);
        using var slots = new SemaphoreSlim(AtOnce);
        var bound = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, bound, async (file, token) => await UploadAsync(file, answers[file.Oid], slots, progress, token));
    }

    /// <summary>Begins again with new addresses when those it has do not work any more.</summary>
    private async Task UploadAsync(PlannedFile file, LfsAnswer answer, SemaphoreSlim slots, UploadProgress progress, CancellationToken cancellationToken)
    {
        var upload = new LfsUpload(api, hub, file, slots);
        if (answer.Actions?.Upload is null) _notSent.Add(file.File.Path);
        for (var tries = 1; ; tries++)
        {
            var share = progress.Begin();
            try
            {
                await upload.SendAsync(answer, share, cancellationToken);
                return;
            }
            catch (HubFailure failure) when (tries < MostTries && failure.Status is not 402 and not 413)
            {
                share.TakeBack();
                context.Terminal.Warn($"{failure.Reason}. Beginning '{file.File.Path}' again.");
                await Task.Delay(TimeSpan.FromSeconds(tries), context.Time, cancellationToken);
                answer = (await AskAsync([file], cancellationToken))[file.Oid];
            }
        }
    }

    private async Task<Dictionary<string, LfsAnswer>> AskAsync(IReadOnlyList<PlannedFile> files, CancellationToken cancellationToken)
    {
        var reply = await api.LfsBatchAsync(revision, [.. files.Select(file => new LfsObject(file.Oid, file.File.Size))], cancellationToken);
        var answers = reply.Objects.DistinctBy(answer => answer.Oid).ToDictionary(answer => answer.Oid, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!answers.TryGetValue(file.Oid, out var answer)) throw Refused(file, "it did not say where to");
            if (answer.Error is { } error) throw Refused(file, $"{error.Code} '{api.Settings.Token.Redact(error.Message ?? "")}'");
        }

        return answers;
    }

    private CommandFailure Refused(PlannedFile file, string why) =>
        new($"Cannot send '{file.File.Path}': {api.Settings.Host} does not take it ({why}); see to that, then run the command again. Nothing was committed.");
}
