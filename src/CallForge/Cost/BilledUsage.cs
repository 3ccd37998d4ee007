using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Cost;

/// <summary>What a part was billed for.</summary>
internal static class BilledUsage
{
    /// <summary>
    /// As the batch tells it; what it leaves out is taken from its answers, which <c>retrieve-batch</c> sums up. Null if
    /// neither tells, or while it runs. A batch that failed validation ran nothing.
    /// </summary>
    public static TokenUsage? Of(BatchPart part)
    {
        if (part.IsDue) return new TokenUsage(0, 0, 0, 0, 0);
        if (part.Batch is not { IsTerminal: true }) return null;
        if (part.Batch.Usage is not { } told || (told.OutputTokens == 0 && part.Batch.RequestCounts?.Completed > 0))
            return part.Answered ?? (part.Batch is { RequestCounts.Completed: 0, HasOutputFile: false } ? new TokenUsage(0, 0, 0, 0, 0) : null);
        return new TokenUsage(
            told.InputTokens, told.InputTokensDetails?.CachedTokens ?? part.Answered?.Cached ?? 0,
            told.InputTokensDetails?.CacheWriteTokens ?? part.Answered?.CacheWrite ?? 0,
            told.OutputTokens, told.OutputTokensDetails?.ReasoningTokens ?? part.Answered?.Reasoning ?? 0);
    }
}
