namespace CallForge.Cost;

/// <summary>What the user allows to be spent.</summary>
/// <param name="MaxCost">Most that the folder may cost in all, in USD; null for no limit.</param>
/// <param name="Yes">Whether nobody is to be asked.</param>
/// <param name="MaxEnqueuedTokens">Most input tokens that the unfinished batches of the folder may have; null for no limit.</param>
internal sealed record Spending(decimal? MaxCost = null, bool Yes = false, long? MaxEnqueuedTokens = null)
{
    /// <summary>An estimate above it, in USD, is asked about.</summary>
    public const decimal Threshold = 5;

    /// <summary>Whether what is sent now is the rest after a pilot, which is asked about whatever it costs.</summary>
    public bool IsAfterPilot { get; init; }
}
