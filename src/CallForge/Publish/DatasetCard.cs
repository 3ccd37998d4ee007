using System.Text;

namespace CallForge.Publish;

/// <summary>The generated part of the card: what the dataset is, in figures that come from the dataset.</summary>
internal static class DatasetCard
{
    public static string Write(CardFacts facts)
    {
        var card = new StringBuilder();
        card.Append($"# {Markdown.Code(facts.Report.Provenance.Domain)}: multi-turn function calling\n\n");
        card.Append(Introduction(facts));
        Section("Files", CardTables.Files(facts.Shards));
        Section("Columns", CardTables.Columns(facts));
        if (facts.Example is { } row) Section("Example", $"A row of {Markdown.Code(facts.Shards[0].Config)}:\n\n{CardExample.Of(row)}");
        Section("Scenario types", CardTables.ScenarioTypes(facts.Report));
        Section("Functions", CardTables.Functions(facts.Report));
        Section("Customer turns", CardTables.CustomerTurns(facts.Report.CustomerTurns));
        Section("What became of every request", CardTables.Funnel(facts.Report));
        Section("Provenance", CardProvenance.Table(facts.Report));
        Section("How to load it", LoadSnippets.Write(facts));
        return card.ToString();

        void Section(string heading, string text) => card.Append($"\n## {heading}\n\n{text}");
    }

    /// <summary>Of what was published although it was refused at first.</summary>
    private static string Warning(CardFacts facts) => facts.Report.Funnel is var funnel && funnel.Balances && funnel.Accepted == facts.FrontMatter.Rows
        ? ""
        : $"**The books of this dataset do not balance**: of {Markdown.Count(funnel.Requested)} requests, {Markdown.Count(funnel.Accepted)} are counted as accepted, and the files have {Markdown.Count(facts.FrontMatter.Rows)} rows.\n\n";

    private static string Introduction(CardFacts facts)
    {
        var report = facts.Report;
        var (functions, calls) = (report.ToolCalls.Count, report.ToolCalls.Values.Sum());
        var parallel = report.Corpus is { ParallelConversations: > 0 } corpus ? $" In {Markdown.Count(corpus.ParallelConversations)} of them the assistant makes several calls at once." : "";
        return
            $"{Markdown.Count(facts.FrontMatter.Rows)} synthetic conversations in {Markdown.Code(facts.FrontMatter.Language)} between a customer and an assistant that calls functions: "
            + $"{Markdown.Count(calls)} calls of {Markdown.Count(functions)} functions, each with its response.{parallel}\n\n"
            + $"{CardProvenance.Teacher(report)} Every transcript was parsed and checked; what broke a rule gave no row and is counted below. "
            + "Nobody has verified by hand that each call is the best one.\n\n"
            + Warning(facts)
            + $"Made with callforge {Markdown.Code(report.Provenance.Version)}, which writes this part of the card from the files and from [report.json](report.json). "
            + "Text outside of the two `callforge` comments of this file is kept when it is published again.\n";
    }
}
