using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// The parts that have no batch yet, in order, against the provider's limit of enqueued tokens: what does not fit waits
/// while other batches hold the queue, and is cut if none does: to the limit that the service named, else in half.
/// </summary>
/// <param name="maxEnqueuedTokens">The user's own limit for this folder.</param>
internal sealed class SubmissionQueue(Provider provider, SubmissionJournal journal, Pauses pauses, long? maxEnqueuedTokens, CommandContext context)
{
    /// <summary>A file that was just uploaded may not be seen at once; later it is uploaded anew.</summary>
    private const int TriesWithSameFile = 3;
    private const int MaxTriesForFile = 6;

    /// <summary>A batch ends within a day, or a little later; what is older holds no queue.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    private readonly PartSubmitter _submitter = new(provider, journal, pauses, context);
    private readonly Dictionary<string, int> _filesNotFound = [];
    private readonly Dictionary<string, int> _heldThoughFitting = [];
    private DateTimeOffset _notBefore;
    private int _refusals;
    private int _ended;
    private int _tooLarge = int.MaxValue;
    private bool _isFirst = true;

    /// <summary>Submits what is due, until the queue is full.</summary>
    public async Task SubmitAsync(CancellationToken cancellationToken)
    {
        if (Ended() > _ended) _notBefore = default;
        _ended = Ended();
        foreach (var part in journal.Status.Batches.Where(part => part.Batch is { RanNothing: true }).ToList())
            await TakeBackAsync(part, isAskedFor: _isFirst, cancellationToken);
        while (context.Time.GetUtcNow() >= _notBefore && journal.Status.Batches.FirstOrDefault(part => part.Batch is null) is { } due)
        {
            if (due.Requests >= _tooLarge && due.Requests > 1) Halve(due);
            else if (!HasRoom(due)) break;
            else await SubmitAsync(due, cancellationToken);
        }

        _isFirst = false;
    }

    private async Task SubmitAsync(BatchPart due, CancellationToken cancellationToken)
    {
        var part = await _submitter.SubmitAsync(due, cancellationToken);
        if (part.Batch is null) await HoldAsync(part, _submitter.NamedLimit, cancellationToken);
        else if (part.Batch.RanNothing) await TakeBackAsync(part, isAskedFor: false, cancellationToken); // Found again, and failed meanwhile.
        else _refusals = 0;
    }

    private bool HasRoom(BatchPart due) => maxEnqueuedTokens is not { } limit
        || journal.Status.Batches.Where(part => part.Batch is { IsTerminal: false }).Sum(part => part.InputTokens ?? 0) is var enqueued && (enqueued == 0 || enqueued + (due.InputTokens ?? 0) <= limit);

    private int Ended() => journal.Status.Batches.Count(part => part.Batch is { IsTerminal: true });

    /// <summary>A failed batch ran nothing and is not billed. Where trying again can help, its part is as if it had none.</summary>
    /// <param name="isAskedFor">Whether the user has given the command again, knowing that it failed.</param>
    private async Task TakeBackAsync(BatchPart part, bool isAskedFor, CancellationToken cancellationToken)
    {
        var (failed, tries) = (part.Batch!, 0);
        var notFound = failed.FileNotFoundError;
        if (notFound is not null) _filesNotFound[part.Sha256] = tries = _filesNotFound.GetValueOrDefault(part.Sha256) + 1;
        var isWorthIt = isAskedFor || failed.QueueFullError is not null || (notFound is not null && tries <= MaxTriesForFile);
        if (!isWorthIt) return;

        var freed = part with { Batch = null, FailedBatchIds = [.. part.FailedBatchIds, failed.Id] };
        if (notFound is not null && (isAskedFor || part.InputDeleted || tries > TriesWithSameFile)) freed = freed.WithoutUpload();
        journal.Remember(freed);
        if (failed.QueueFullError is { } full) await HoldAsync(freed, QueueLimit.LimitOf(full.Message), cancellationToken);
        else if (notFound is not null) Pause(tries, $"Batch '{failed.Id}' failed: {notFound.Message?.TrimEnd('.')}.");
    }

    /// <summary>Waits for room in the queue, or makes the part smaller if nothing else takes room.</summary>
    private async Task HoldAsync(BatchPart part, long? limit, CancellationToken cancellationToken)
    {
        if (part.InputTokens > limit && part.Requests > 1)
            Split(part, TokenCut.ToFit(journal.Status.Input, part, limit.Value, cancellationToken), $"of {limit:N0} enqueued tokens");
        else if (await OthersHoldQueueAsync(part, cancellationToken) || MayFit(part, limit))
            Pause(++_refusals, $"The queue of enqueued tokens is full; part {part.Part} waits until other batches have ended.");
        else if (part.Requests > 1)
        {
            _tooLarge = part.Requests;
            Halve(part);
        }
        else
            throw new CommandFailure($"Part {part.Part} is a single request and above the account's limit of enqueued tokens although no other batch runs; make the prompt shorter, or give another --model.");
    }

    /// <summary>By our count it fits the named limit: whatever held the queue may have ended since. A few times only, as the service may count otherwise.</summary>
    private bool MayFit(BatchPart part, long? limit) =>
        part.InputTokens <= limit && (_heldThoughFitting[part.Sha256] = _heldThoughFitting.GetValueOrDefault(part.Sha256) + 1) <= TriesWithSameFile;

    private async Task<bool> OthersHoldQueueAsync(BatchPart part, CancellationToken cancellationToken)
    {
        if (journal.Status.Batches.Any(other => other.Batch is { IsTerminal: false })) return true;
        var oldest = (context.Time.GetUtcNow() - LongestLife).ToUnixTimeSeconds();
        await foreach (var batch in provider.Api.ListBatchesAsync(cancellationToken))
        {
            if (batch.CreatedAt < oldest) return false;
            if (!batch.IsTerminal && (batch.Model is not { } model || model.StartsWith(part.Model, StringComparison.Ordinal) || part.Model.StartsWith(model, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    private void Halve(BatchPart part) =>
        Split(part, PartContent.Cut(journal.Status.Input, part, [part.Requests / 2, part.Requests - part.Requests / 2]), $"of enqueued tokens");

    private void Split(BatchPart part, IReadOnlyList<BatchPart> pieces, FormattableString limit)
    {
        var sizes = string.Join(" and ", pieces.Select(piece => piece.Requests).GroupBy(size => size).Select(size => size.Count() > 1 ? $"{size.Count():N0} x {size.Key:N0}" : $"{size.Key:N0}"));
        context.Terminal.Say(FormattableString.Invariant($"part {part.Part}: above the account's limit {FormattableString.Invariant(limit)}; made {pieces.Count:N0} parts of {sizes} requests"));
        journal.Split(part, pieces);
    }

    private void Pause(int tries, string reason)
    {
        var pause = pauses.After(tries);
        context.Terminal.Warn($"{reason} Trying again in {pause.TotalSeconds:0.#} s.");
        _notBefore = context.Time.GetUtcNow() + pause;
    }
}
