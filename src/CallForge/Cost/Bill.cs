using CallForge.Files;

namespace CallForge.Cost;

/// <summary>
/// What a folder has cost: one figure, made of <c>batch_status.json</c> whenever it is told. The copy in <c>report.json</c>
/// is brought up to date by whoever learns more of what was billed.
/// </summary>
internal static class Bill
{
    /// <param name="accepted">Conversations of the dataset; null if none was made yet.</param>
    /// <returns>Null before there is a batch.</returns>
    public static CostFigures? Of(BatchStatusFile? status, int? accepted) =>
        status is null || status.Batches.All(part => part.Batch is null) ? null : ActualCost.Of(status, accepted);

    /// <summary>The report of a folder with the bill as it is now; null if there is no report.</summary>
    public static Report? Settle(DataFolder folder)
    {
        if (Report.Load(folder.ReportFilePath) is not { } report) return null;
        if (report.Cost is not { } before || Of(BatchStatusFile.Load(folder.BatchStatusFilePath), report.Funnel.Accepted) is not { } now || now == before) return report;
        var settled = report with { Cost = now };
        settled.Save(folder.ReportFilePath);
        return settled;
    }
}
