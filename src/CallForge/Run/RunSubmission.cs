using CallForge.Cost;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Retrieve;
using CallForge.Submit;
using CallForge.Validation;

namespace CallForge.Run;

/// <summary>The submission of a run: all of it, or a pilot and then the rest. A pilot is the first part of the run, so nothing of it is paid twice.</summary>
internal sealed class RunSubmission(Provider provider, DataFolder folder, TimeSpan pollInterval, Spending spending, CommandContext context)
{
    /// <param name="pilot">How many requests come first; null for all at once.</param>
    public async Task<BatchStatusFile> SubmitAsync(int? pilot, DomainPack pack, CheckOptions check, CancellationToken cancellationToken)
    {
        var before = BatchStatusFile.Load(folder.BatchStatusFilePath);
        var count = RunFile.Load(folder.RunFilePath)?.Count;
        if (before is { IsFinished: true } && before.Requests == count && !before.Batches.Any(part => part.IsDue))
        {
            context.Terminal.Say($"submit-batch: nothing to do, all requests are submitted and their batches have ended.");
            return before;
        }

        if (pilot is not { } first || before?.Requests == count) return await SubmitAsync(spending, null, cancellationToken);
        await TryAsync(first, pack, check, cancellationToken);
        return await SubmitAsync(spending with { IsAfterPilot = true }, null, cancellationToken);
    }

    private async Task<BatchStatusFile> SubmitAsync(Spending allowed, int? pilot, CancellationToken cancellationToken)
    {
        var status = await new BatchSubmitter(provider, folder, pollInterval, allowed, context).SubmitAsync(folder.BatchInputFilePath, wait: true, cancellationToken, pilot: pilot);
        SubmitCommand.RefuseFailed(status);
        return status;
    }

    private async Task TryAsync(int first, DomainPack pack, CheckOptions check, CancellationToken cancellationToken)
    {
        var status = await SubmitAsync(spending, first, cancellationToken);
        var retriever = new BatchRetriever(provider, folder, context);
        if (!retriever.HasCollected(status)) status = (await retriever.RetrieveAsync(status, folder.ResultListFilePath, cancellationToken)).Status;
        context.Terminal.Say(PilotResult.Read(status, folder, pack, check, context.Terminal).ToString());
    }
}
