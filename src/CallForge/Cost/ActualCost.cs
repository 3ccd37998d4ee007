using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Cost;

/// <summary>From what the batches of a folder were billed for to what they cost.</summary>
internal static class ActualCost
{
    /// <param name="accepted">Conversations of the dataset; null if none was made yet.</param>
    public static CostFigures Of(BatchStatusFile status, int? accepted)
    {
        var (table, ended) = (ModelTable.Current, status.Batches.Where(part => part.Batch is not null).ToList());
        var told = ended.Select(part => (part.Model, Usage: BilledUsage.Of(part))).ToList();
        var untold = told.Count(part => part.Usage is null);
        var usage = told.Select(part => part.Usage).OfType<TokenUsage>().Aggregate(new TokenUsage(0, 0, 0, 0, 0), (one, other) => one + other);
        decimal? usd = untold > 0 ? null : 0;
        foreach (var part in told) usd += part.Usage is { } billed ? BatchCost(part.Model, billed) : null;
        return new CostFigures(
            usage, usd is { } known ? decimal.Round(known, 6) : null,
            usd is not null && accepted is > 0 ? decimal.Round(usd.Value / accepted.Value, 6) : null,
            accepted, table.AsOf, status.Provider == Provider.LocalName ? null : new Uri(status.BaseUrl!).Host, untold);
    }

    /// <summary>Null if a price that is needed is unknown.</summary>
    public static decimal? BatchCost(string model, TokenUsage usage) =>
        usage is { Input: 0, Output: 0 } ? 0 : ModelTable.Current.Find(model)?.Cost(usage) * Model.BatchShare;
}
