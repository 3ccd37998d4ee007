using CallForge.OpenAI;

namespace CallForge.Files;

/// <summary>The key <c>cost</c> of <c>report.json</c>: what all batches of the folder were billed for.</summary>
/// <param name="Usd">At OpenAI's Batch rates; null if a price, or what a batch used, is unknown.</param>
/// <param name="Accepted">Conversations of the dataset; null before there is one.</param>
/// <param name="Biller">Host of the service; null for the local provider, which bills nothing.</param>
/// <param name="BatchesUntold">Batches whose usage is not known, or not yet.</param>
internal sealed record CostFigures(
    TokenUsage Usage, decimal? Usd, decimal? UsdPerAccepted, int? Accepted, DateOnly PricesAsOf, string? Biller, int BatchesUntold);
