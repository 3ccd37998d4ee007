using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Submit;

/// <summary>Before anything is sent: counts the tokens of what is due, cuts it to the limit of enqueued tokens, and has its cost approved.</summary>
internal sealed class SubmissionCheck(Provider provider, Spending spending, CommandContext context)
{
    private readonly PromptCount _counter = new();
    private readonly Dictionary<BatchPart, PartCount> _counts = new(ReferenceEqualityComparer.Instance);

    /// <param name="status">What was submitted before, and where its lines are.</param>
    /// <param name="parts">All parts, with those that are new.</param>
    /// <returns>The parts as they may be submitted.</returns>
    public async Task<IReadOnlyList<BatchPart>> PassAsync(BatchStatusFile status, IReadOnlyList<BatchPart> parts, CancellationToken cancellationToken)
    {
        // The local provider bills nothing and is short of nothing.
        if (provider.IsLocal && spending.MaxEnqueuedTokens is null) return parts;
        var due = parts.Where(part => part.IsDue).ToList();
        if (due.Count == 0) return parts;
        var running = parts.Where(part => part.Batch is { IsTerminal: false }).ToList();
        await CountAsync(status.Input, [.. due, .. running], cancellationToken);
        if (!provider.IsLocal)
        {
            var output = OutputEstimate.Of(status, due[0].Model, RunFile.Load(DataFolder.Beside(status.Input).RunFilePath));
            await new Approval(provider, spending, context.Terminal).AskAsync(EstimateOf(due, output), CostBefore(parts, running), cancellationToken);
        }

        return Fit(status.Input, parts);
    }

    private Task<int> CountAsync(string inputPath, IReadOnlyList<BatchPart> parts, CancellationToken cancellationToken) =>
        StepProgress.ShowAsync(context.Terminal, "count tokens", progress => Task.Run(
            () =>
            {
                foreach (var part in parts)
                {
                    _counts[part] = PartCount.Of(inputPath, part, _counter, cancellationToken);
                    progress(_counts.Values.Sum(count => count.Inputs.Count), parts.Sum(counted => (long)counted.Requests));
                }

                return parts.Count;
            }, cancellationToken));

    private SubmissionEstimate EstimateOf(List<BatchPart> parts, OutputEstimate? output) =>
        SubmissionEstimate.Of(parts[0].Model, parts.Sum(part => part.Requests), [.. parts.Select(part => _counts[part])], output);

    /// <summary>What ended batches were billed for, and the most that running ones may be; null if that is unknown.</summary>
    private decimal? CostBefore(IReadOnlyList<BatchPart> parts, List<BatchPart> running)
    {
        var sum = running.Count == 0 ? 0 : EstimateOf(running, null).Worst;
        foreach (var part in parts.Where(part => part.Batch is { IsTerminal: true }))
            sum += BilledUsage.Of(part) is { } usage ? ActualCost.BatchCost(part.Model, usage) : null;
        return sum;
    }

    /// <summary>The parts with their counts; those that are above the user's limit are cut. A part that has a number keeps it.</summary>
    private List<BatchPart> Fit(string inputPath, IReadOnlyList<BatchPart> parts)
    {
        var limit = spending.MaxEnqueuedTokens ?? long.MaxValue;
        var (numbered, unnumbered) = (new List<BatchPart>(), new List<BatchPart>());
        foreach (var part in parts)
        {
            var pieces = !_counts.TryGetValue(part, out var count) ? [part]
                : part.CreateSent || part.Batch is { IsTerminal: false } || count.Input <= limit ? [part with { InputTokens = count.Input }]
                : TokenCut.ToFit(inputPath, part, count.Inputs, limit);
            if (pieces.FirstOrDefault(piece => piece.Requests == 1 && piece.InputTokens > limit) is { } single)
                throw CommandFailure.Usage($"--max-enqueued-tokens is {limit}, and a single request has {single.InputTokens} input tokens; give at least that. Nothing was sent.");
            if (part.Part == 0) unnumbered.AddRange(pieces);
            else
            {
                numbered.Add(pieces[0]);
                unnumbered.AddRange(pieces.Skip(1));
            }
        }

        return [.. numbered, .. unnumbered];
    }
}
