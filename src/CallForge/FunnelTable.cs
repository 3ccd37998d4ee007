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
        if (report.Checks is { } checks) output.WriteLine($"    {Checked(checks)}");
        Line(output, "  rejected", funnel.Rejected, funnel.Requested);
        foreach (var (code, count) in report.Rejections) Line(output, $"    {code}", count, null);
        Line(output, "  failed", funnel.Failed, funnel.Requested);
        foreach (var (reason, count) in report.Failures) Line(output, $"    {PlainText.OfLine(reason)}", count, null);
        Line(output, "  pending", funnel.Pending, funnel.Requested);
        if (report.Repairs.Count > 0) output.WriteLine("repaired");
        foreach (var (code, count) in report.Repairs) Line(output, $"  {code}", count, null);
        WriteWarnings(report.Checks, output);
        WriteTypes(report, output);
        if (report.Groups is not null) output.WriteLine("accepted by group");
        foreach (var (group, counts) in report.Groups ?? []) Line(output, $"  {PlainText.OfLine(group)}", counts.Accepted, counts.Requested);
    }

    /// <summary>What accepted means.</summary>
    public static string Checked(CheckFigures checks) => checks.Rungs.Count == 0 ? "not checked (--check off)"
        : $"checked for {string.Join(", ", checks.Rungs)}{(checks.Level == "default" ? "" : $" (--check {checks.Level})")}";

    private static void WriteWarnings(CheckFigures? checks, TextWriter output)
    {
        var warned = checks?.Findings.Where(finding => finding.Value.Conversations > finding.Value.Rejected).ToList() ?? [];
        if (warned.Count > 0) output.WriteLine("conversations with other findings");
        foreach (var (code, figures) in warned) Line(output, $"  {code}", figures.Conversations - figures.Rejected, null);
        if (checks is { Allowed.Count: > 0 }) output.WriteLine("findings allowed");
        foreach (var (code, count) in checks?.Allowed ?? []) Line(output, $"  {code}", count, null);
    }

    /// <summary>Only if something was lost.</summary>
    private static void WriteTypes(Report report, TextWriter output)
    {
        if (report.Funnel.Loss == 0) return;
        output.WriteLine("accepted by type");
        foreach (var (type, funnel) in report.ScenarioTypes)
            Line(output, $"  {PlainText.OfLine(type)}", funnel.Accepted, funnel.Requested, report.LosesMore(type) ? Lost(report, funnel) : "");
    }

    private static string Lost(Report report, Funnel funnel) =>
        string.Create(CultureInfo.InvariantCulture, $"  loses {funnel.Loss / report.Funnel.Loss:0.0} times the mean");

    private static void Line(TextWriter output, string name, int count, int? of, string mark = "") =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}{Pad(name)}{count,10:N0}{(of is > 0 ? $"{100.0 * count / of,8:0.0} %" : "")}{mark}"));

    /// <summary>Up to the column of the numbers; a Korean syllable is two cells wide.</summary>
    private static string Pad(string name) => new(' ', Math.Max(1, NameCells - TextTable.Width(name)));
}
