using System.Globalization;
using CallForge.Files;

namespace CallForge;

/// <summary>The funnel for people: what became of every request, and why the lost ones were lost.</summary>
internal static class FunnelTable
{
    private const int NameCells = 32;

    public static void Write(Report report, TextWriter output)
    {
        var funnel = report.Funnel;
        Line(output, "requested", funnel.Requested, null);
        Line(output, "  accepted", funnel.Accepted, funnel.Requested);
        Line(output, "  rejected", funnel.Rejected, funnel.Requested);
        foreach (var (code, count) in report.Rejections) Line(output, $"    {code}", count, null);
        Line(output, "  failed", funnel.Failed, funnel.Requested);
        foreach (var (reason, count) in report.Failures) Line(output, $"    {PlainText.OfLine(reason)}", count, null);
        Line(output, "  pending", funnel.Pending, funnel.Requested);
        if (report.Repairs.Count > 0) output.WriteLine("repaired");
        foreach (var (code, count) in report.Repairs) Line(output, $"  {code}", count, null);
        if (report.Groups is not null) output.WriteLine("accepted by group");
        foreach (var (group, counts) in report.Groups ?? []) Line(output, $"  {PlainText.OfLine(group)}", counts.Accepted, counts.Requested);
    }

    private static void Line(TextWriter output, string name, int count, int? of) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}{Pad(name)}{count,10:N0}{(of is > 0 ? $"{100.0 * count / of,8:0.0} %" : "")}"));

    /// <summary>Up to the column of the numbers; a Korean syllable is two cells wide.</summary>
    private static string Pad(string name) => new(' ', Math.Max(1, NameCells - TextTable.Width(name)));
}
