using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>What was found in the conversations, and which types it cost most.</summary>
internal static class CheckTables
{
    public static void Write(CheckFigures checks, TextWriter output)
    {
        if (checks.Findings.Count > 0)
        {
            var findings = new TextTable("findings", "conversations", "rejected for it", "findings");
            foreach (var (code, figures) in checks.Findings)
                findings.Add($"  {code}", Figure.Count(figures.Conversations), Figure.Count(figures.Rejected), Figure.Count(figures.Findings));
            output.WriteLine();
            findings.Write(output);
        }

        if (checks.Rejections.Count == 0) return;
        var rejections = new TextTable("rejected", "of type", "conversations");
        foreach (var (type, codes) in checks.Rejections)
            foreach (var (code, count) in codes.OrderByDescending(code => code.Value)) rejections.Add($"  {code}", PlainText.OfLine(type), Figure.Count(count));
        output.WriteLine();
        rejections.Write(output);
    }
}
