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

    private readonly BatchApi _api = provider.Api;
    private readonly LostCreation _lost = new(provider, journal, context);
    private readonly PendingInputs _inputs = new(provider.Api, context);

    /// <summary>The limit of enqueued tokens that the last refusal named; null if it named none.</summary>
    public long? NamedLimit { get; private set; }

    /// <returns>The part with its batch; without one if the queue is full.</returns>
    public async Task<BatchPart> SubmitAsync(BatchPart part, CancellationToken cancellationToken)
    {
        if (part.CreateSent) part = await FindOutAsync(part, cancellationToken);
        for (var tries = 1; part.Batch is null; tries++)
        {
            part = await EnsureUploadedAsync(part, cancellationToken);
            await _inputs.WaitAsync(part, cancellationToken);
            part = journal.Remember(part with { CreateSent = true, CreateSentAt = context.Time.GetUtcNow().ToUnixTimeSeconds() + 1 }); // Rounded up.
            try
            {
                var batch = await _api.CreateBatchAsync(part.InputFileId!, part.Endpoint, Metadata(part), cancellationToken);
                return Created(part, batch, "");
            }
            catch (ApiFailure failure) when (failure.IsRefusal)
            {
                part = journal.Remember(part with { CreateSent = false, CreateSentAt = null });
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

    private async Task<BatchPart> FindOutAsync(BatchPart part, CancellationToken cancellationToken)
    {
        var known = await _lost.FindOutAsync(part, cancellationToken);
        return known.Batch is { } batch ? Created(known, batch, ", found again") : known;
    }

    private BatchPart Created(BatchPart part, Batch batch, string how)
    {
        context.Terminal.Say($"part {part.Part}: batch {batch.Id}, {part.Requests:N0} requests{how}");
        return journal.Remember(part with { Batch = batch, CreateSent = false, CreateSentAt = null });
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

        _inputs.Saw(file);
        return journal.Remember(part with { InputFileId = file.Id, UploadedAt = file.CreatedAt ?? context.Time.GetUtcNow().ToUnixTimeSeconds() });
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
