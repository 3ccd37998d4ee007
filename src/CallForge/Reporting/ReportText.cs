using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>A report for people: figures, no judgement.</summary>
internal static class ReportText
{
    public static void Write(Report report, TextWriter output)
    {
        var made = report.Provenance;
        var run = made.RunId is null ? "" : $"; run {made.RunId}, mix {made.Mix}, {made.Model}, seed {made.GenerateSeed}";
        output.WriteLine($"{report.Output}: {Figure.Count(report.Funnel.Accepted)} conversations of {made.Domain}{run}");
        output.WriteLine();
        FunnelTable.Write(report, output);
        if (report.Checks is { } checks) CheckTables.Write(checks, output);
        if (report.Corpus is not { } corpus) return;

        ConversationTables.Write(corpus, report, output);
        FunctionTables.Write(corpus, report.Funnel.Accepted, output);
        if (corpus.Scenarios is { } scenarios) ScenarioTables.Write(scenarios, output);
    }
}
