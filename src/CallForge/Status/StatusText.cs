using System.Globalization;
using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Status;

/// <summary>How a run stands, for people.</summary>
internal static class StatusText
{
    public static void Write(RunStatus status, Report? report, TextWriter output)
    {
        var run = status.Run;
        output.WriteLine(run is null ? "No requests were generated here." : Invariant($"run {run.RunId}: {run.Count:N0} requests of {run.Domain}, mix {run.Mix}, {run.Model} at {run.Endpoint}"));
        if (status.Provider is null)
        {
            output.WriteLine("Nothing was submitted.");
            return;
        }

        output.WriteLine($"provider {status.Provider}{(status.BaseUrl is { } url ? $" at {url}" : "")}");
        foreach (var part in status.Parts) output.WriteLine(Describe(part));
        output.WriteLine();
        if (report is null) output.WriteLine("No dataset was made yet.");
        else FunnelTable.Write(report, output);
        if (status.Cost is { } cost) CostText.Write(cost, output);
    }

    private static string Describe(PartStatus part)
    {
        var counts = part.Counts is { } seen ? Invariant($" (the service counts {seen.Completed:N0} completed, {seen.Failed:N0} failed)") : "";
        var since = part.CreatedAt is { } created ? $" since {created.ToString("u", CultureInfo.InvariantCulture)}" : "";
        return Invariant($"part {part.Part}: {part.BatchId ?? "not created"}  {part.Status.Replace("not_", "not ", StringComparison.Ordinal)}  {part.Requests:N0} requests{counts}{since}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
