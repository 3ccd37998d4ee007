using System.Globalization;
using System.Security.Cryptography;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// Makes one batch of one part, and never two. The service has no key for idempotency, so it is written down that a
/// batch is asked for before it is; where the answer is lost, it is found out whether there is one (docs/money.md).
/// </summary>
internal sealed class PartSubmitter(Provider provider, SubmissionJournal journal, Pauses pauses, CommandContext context)
{
    /// <summary>Creations that ended in nothing, after which the user is asked to look.</summary>
    private const int MaxTries = 6;

    /// <summary>Looks for a batch that may exist: as often before its input is deleted, to give the service's list time.</summary>
    private const int Looks = 6;

    /// <summary>A file that was just uploaded may not be seen at once.</summary>
    private const int LooksForFile = 4;

    /// <summary>The times of files and batches need not come from one clock.</summary>
    private const long ClockSkewSeconds = 600;

    private readonly BatchApi _api = provider.Api;

    /// <summary>The limit of enqueued tokens that the last refusal named; null if it named none.</summary>
    public long? NamedLimit { get; private set; }

    /// <returns>The part with its batch; without one if the queue is full.</returns>
    public async Task<BatchPart> SubmitAsync(BatchPart part, CancellationToken cancellationToken)
    {
        if (part.CreateSent) part = await FindOutAsync(part, cancellationToken);
        for (var tries = 1; part.Batch is null; tries++)
        {
            part = await EnsureUploadedAsync(part, cancellationToken);
            part = journal.Remember(part with { CreateSent = true });
            try
            {
                var batch = await _api.CreateBatchAsync(part.InputFileId!, part.Endpoint, Metadata(part), cancellationToken);
                return Created(part, batch, "");
            }
            catch (ApiFailure failure) when (failure.IsRefusal)
            {
                part = journal.Remember(part with { CreateSent = false });
                NamedLimit = QueueLimit.LimitOf(failure.Error?.Message);
                if (QueueLimit.IsFull(failure.Error?.Code, failure.Error?.Message)) return part;
                if (failure.Status != 429 || tries == MaxTries) throw;
                await pauses.WaitAsync(tries, failure.RetryAfter, failure.Message, cancellationToken);
            }
            catch (ApiFailure failure)
            {
                context.Terminal.Warn($"Part {part.Part}: the creation of its batch was answered with {(failure.Status == 0 ? "nothing" : failure.Status)}, so whether it was made is not known; looking for it.");
                part = await FindOutAsync(part, cancellationToken);
                if (part.Batch is null && tries == MaxTries) throw;
            }
        }

        return part;
    }

    /// <summary>
    /// After a creation without an answer. A batch that is found is this part's. If none appears for a while, its input
    /// is deleted, so that a creation still on its way must fail; after one more look it is safe to begin anew.
    /// </summary>
    private async Task<BatchPart> FindOutAsync(BatchPart part, CancellationToken cancellationToken)
    {
        for (var look = 1; look <= Looks; look++)
        {
            if (await FindBatchAsync(part, cancellationToken) is { } batch) return Created(part, batch, ", found again");
            if (look < Looks) await pauses.WaitForListAsync(cancellationToken);
        }

        if (!part.InputDeleted)
        {
            await RefuseUnseenInputAsync(part, cancellationToken);
            part = journal.Remember(part with { InputDeleted = true });
        }

        await _api.DeleteFileAsync(part.InputFileId!, cancellationToken);
        await pauses.WaitForListAsync(cancellationToken);
        return await FindBatchAsync(part, cancellationToken) is { } late
            ? Created(part, late, ", found again")
            : journal.Remember(part.WithoutUpload() with { CreateSent = false });
    }

    /// <summary>Where the input cannot be seen, its batch cannot be seen either: with the key of another project nothing is found, and all would be paid again.</summary>
    private async Task RefuseUnseenInputAsync(BatchPart part, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                await _api.GetFileAsync(part.InputFileId!, cancellationToken);
                return;
            }
            catch (ApiFailure failure) when (failure.Status == 404)
            {
                if (look == LooksForFile)
                    throw new CommandFailure($"A batch of part {part.Part} may exist, and the service does not know its input file '{part.InputFileId}'; check that OPENAI_API_KEY is of the project that submitted it. If that file was deleted by hand, set create_sent of the part to false in batch_status.json.", inner: failure);
                await pauses.WaitForListAsync(cancellationToken);
            }
        }
    }

    /// <summary>The newest batch of the part's input that is not known to have failed.</summary>
    private async Task<Batch?> FindBatchAsync(BatchPart part, CancellationToken cancellationToken)
    {
        await foreach (var batch in _api.ListBatchesAsync(cancellationToken))
        {
            if (batch.InputFileId == part.InputFileId && !part.FailedBatchIds.Contains(batch.Id)) return batch;
            if (batch.CreatedAt < part.UploadedAt - ClockSkewSeconds) return null;
        }

        return null;
    }

    private BatchPart Created(BatchPart part, Batch batch, string how)
    {
        context.Terminal.Say($"part {part.Part}: batch {batch.Id}, {part.Requests:N0} requests{how}");
        return journal.Remember(part with { Batch = batch, CreateSent = false });
    }

    private async Task<BatchPart> EnsureUploadedAsync(BatchPart part, CancellationToken cancellationToken)
    {
        if (part.InputFileId is not null) return part;
        var file = await FindUploadAsync(part, cancellationToken);
        if (file is null)
        {
            RefuseChangedInput(part);
            // A name of its own tells this upload from that of the same requests in another folder.
            var name = $"callforge-{journal.Status.RunId ?? "input"}-{part.Part}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.jsonl";
            part = journal.Remember(part with { UploadName = name });
            file = await UploadAsync(part, name, cancellationToken);
        }

        return journal.Remember(part with { InputFileId = file.Id, UploadedAt = file.CreatedAt });
    }

    /// <summary>A part may have waited for room for hours since its lines were checked.</summary>
    private void RefuseChangedInput(BatchPart part)
    {
        if (PartContent.HashOf(journal.Status.Input, part) != part.Sha256)
            throw CommandFailure.Usage($"'{journal.Status.Input}' has changed where part {part.Part} is, which was about to be submitted; restore it, then give the command again.");
    }

    private async Task<FileObject?> FindUploadAsync(BatchPart part, CancellationToken cancellationToken) => part.UploadName is null
        ? null
        : (await _api.ListInputFilesAsync(cancellationToken)).FirstOrDefault(file => file.Filename == part.UploadName);

    private Task<FileObject> UploadAsync(BatchPart part, string name, CancellationToken cancellationToken) =>
        StepProgress.ShowAsync(context.Terminal, $"upload part {part.Part}", progress => _api.UploadAsync(
            alive => PartContent.Open(journal.Status.Input, part, place =>
            {
                alive(place);
                progress(place, part.Ranges.Sum(range => range.Length));
            }), name, cancellationToken));

    private Dictionary<string, string> Metadata(BatchPart part) => new()
    {
        ["callforge_run"] = journal.Status.RunId ?? "",
        ["callforge_part"] = part.Part.ToString(CultureInfo.InvariantCulture),
        ["callforge_sha256"] = part.Sha256,
    };
}
