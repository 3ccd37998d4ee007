using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// After a creation whose answer is not known: whether there is a batch. The service's list may show it late, so it is
/// searched until a quarter of an hour after the creation was sent. Then the input is deleted, so that a creation still on
/// its way must fail; once that is confirmed and one more search finds nothing, it is safe to begin anew. Whatever cannot be
/// found out ends the command: nothing is sent again (docs/money.md).
/// </summary>
internal sealed class LostCreation(Provider provider, SubmissionJournal journal, CommandContext context)
{
    /// <summary>How late the list may show a batch.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>A creation that overtook the deletion is listed meanwhile.</summary>
    private static readonly TimeSpan PauseAfterDeletion = TimeSpan.FromSeconds(5);

    /// <summary>How often in a row a call may fail when nothing else is left to wait for.</summary>
    private const int MaxTries = 6;

    /// <summary>A file that was just uploaded may not be seen at once.</summary>
    private const int LooksForFile = 4;

    private readonly BatchApi _api = provider.Api;

    /// <returns>The part with the batch that was found; without an upload if there is none for certain.</returns>
    /// <exception cref="CommandFailure">It cannot be found out now.</exception>
    public async Task<BatchPart> FindOutAsync(BatchPart part, CancellationToken cancellationToken)
    {
        // Of a version that did not write the time down: it counts from now.
        if (part.CreateSentAt is null) part = journal.Remember(part with { CreateSentAt = Now.ToUnixTimeSeconds() + 1 });
        if (await SearchAsync(part, EndOfWindow(part), cancellationToken) is { } found) return part with { Batch = found };
        // The embedded server ends with its command: no creation is on its way to it.
        if (provider.IsLocal) return journal.Remember(part with { CreateSent = false, CreateSentAt = null });
        if (!part.InputDeleted)
        {
            await RefuseUnseenInputAsync(part, cancellationToken);
            part = journal.Remember(part with { InputDeleted = true });
        }

        await DeleteInputAsync(part, cancellationToken);
        await Task.Delay(PauseAfterDeletion, context.Time, cancellationToken);
        return await SearchAsync(part, until: default, cancellationToken) is { } late
            ? part with { Batch = late }
            : journal.Remember(part.WithoutUpload() with { CreateSent = false, CreateSentAt = null });
    }

    private DateTimeOffset Now => context.Time.GetUtcNow();

    private DateTimeOffset EndOfWindow(BatchPart part)
    {
        if (provider.IsLocal) return default;
        var (end, latest) = (DateTimeOffset.FromUnixTimeSeconds(part.CreateSentAt!.Value) + Window, Now + Window); // A clock may have been set back.
        end = end < latest ? end : latest;
        if (Now < end) context.Terminal.Warn($"Part {part.Part}: the service's list is searched for its batch until {end:HH:mm:ss} UTC, 15 minutes after it was asked for.");
        return end;
    }

    /// <summary>After 1, 2, 4 … 60 seconds, whatever the poll interval, and at last after <paramref name="until"/>. A list that could not be read whole is no search.</summary>
    private async Task<Batch?> SearchAsync(BatchPart part, DateTimeOffset until, CancellationToken cancellationToken)
    {
        for (var (look, failures) = (1, 0); ; look++)
        {
            var isLast = Now >= until;
            try
            {
                if (await FindBatchAsync(part, cancellationToken) is { } batch) return batch;
                if (isLast) return null;
            }
            catch (ApiFailure failure) when (!failure.IsOfKey)
            {
                if (isLast && ++failures == MaxTries) throw NotKnown(part, failure);
            }

            var (pause, left) = (DoublingPause.After(look), until - Now);
            await Task.Delay(TimeSpan.Zero < left && left < pause ? left : pause, context.Time, cancellationToken);
        }
    }

    /// <summary>A batch of the part's input that is not known to have failed, in the whole list: nobody promises its order.</summary>
    private async Task<Batch?> FindBatchAsync(BatchPart part, CancellationToken cancellationToken)
    {
        await foreach (var batch in _api.ListBatchesAsync(cancellationToken))
            if (batch.InputFileId == part.InputFileId && !part.FailedBatchIds.Contains(batch.Id)) return batch;
        return null;
    }

    /// <summary>Where the input cannot be seen, its batch cannot be seen either: with the key of another project nothing is found, and all would be paid again.</summary>
    private async Task RefuseUnseenInputAsync(BatchPart part, CancellationToken cancellationToken)
    {
        for (var (look, unseen) = (1, 0); ; look++)
        {
            try
            {
                await _api.GetFileAsync(part.InputFileId!, cancellationToken);
                return;
            }
            catch (ApiFailure failure) when (failure.Status == 404)
            {
                if (++unseen == LooksForFile)
                    throw new CommandFailure($"A batch of part {part.Part} may exist, and the service does not know its input file '{part.InputFileId}'; check that OPENAI_API_KEY is of the project that submitted it. If that file was deleted by hand, set create_sent of the part to false in batch_status.json.", ExitCode.NotFinished, failure);
            }
            catch (ApiFailure failure) when (!failure.IsOfKey)
            {
                if (look >= MaxTries) throw NotKnown(part, failure);
            }

            await Task.Delay(DoublingPause.After(look), context.Time, cancellationToken);
        }
    }

    /// <summary>Only the service's word that it is deleted counts, or that it does not know the file.</summary>
    private async Task DeleteInputAsync(BatchPart part, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await _api.DeleteFileAsync(part.InputFileId!, cancellationToken)) return;
            }
            catch (ApiFailure failure) when (!failure.IsOfKey)
            {
            }

            ApiFailure? unclear = null;
            try
            {
                await _api.GetFileAsync(part.InputFileId!, cancellationToken);
            }
            catch (ApiFailure failure) when (!failure.IsOfKey)
            {
                if (failure.Status == 404) return;
                unclear = failure;
            }

            if (tries == MaxTries) throw NotKnown(part, unclear);
            await Task.Delay(DoublingPause.After(tries), context.Time, cancellationToken);
        }
    }

    private static CommandFailure NotKnown(BatchPart part, ApiFailure? failure) => new(
        $"Whether part {part.Part} has a batch cannot be found out now: {failure?.Message ?? $"the service does not delete its input file '{part.InputFileId}'."} "
        + "Nothing was sent again, so nothing is paid twice; give the same command again later.",
        ExitCode.NotFinished, failure);
}
