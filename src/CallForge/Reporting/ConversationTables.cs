using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>What the conversations begin and end with, and how long they are.</summary>
internal static class ConversationTables
{
    private const int MaxTextWidth = 72;

    public static void Write(CorpusFigures corpus, Report report, TextWriter output)
    {
        WriteTexts("openings", corpus.Openings, report.Funnel.Accepted, output);
        WriteTexts("closings", corpus.Closings, report.Funnel.Accepted, output);
        WriteTexts("closing sentences", corpus.ClosingSentences, report.Funnel.Accepted, output);
        WriteTypes(corpus, report, output);
        WriteSpread(corpus, report.Funnel.Accepted, output);
    }

    private static void WriteTexts(string what, TextFigures texts, int conversations, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{what}: {Figure.Count(texts.Different)} different of {Figure.Count(conversations)} ({Figure.Share(texts.Different, conversations)})");
        foreach (var text in texts.MostFrequent)
            output.WriteLine($"{Figure.Count(text.Count),8}{Figure.Share(text.Count, conversations),9}  '{Clip(PlainText.OfLine(text.Text))}'");
    }

    private static string Clip(string text)
    {
        if (TextTable.Width(text) <= MaxTextWidth) return text;
        var length = text.Length;
        while (TextTable.Width(text[..length]) >= MaxTextWidth) length -= char.IsLowSurrogate(text[length - 1]) ? 2 : 1;
        return text[..length] + "…";
    }

    private static void WriteTypes(CorpusFigures corpus, Report report, TextWriter output)
    {
        var table = new TextTable("scenario types", "requested", "accepted", "", "openings", "");
        foreach (var (type, funnel) in report.ScenarioTypes.Append(new("all", report.Funnel)))
        {
            var openings = type == "all" ? corpus.Openings.Different : corpus.ScenarioTypes.GetValueOrDefault(type)?.Openings ?? 0;
            table.Add([$"  {type}", .. ScenarioTables.Columns(funnel), Figure.Count(openings), Figure.Share(openings, funnel.Accepted)]);
        }

        output.WriteLine();
        table.Write(output);
        WriteSpreads("calls in a conversation", corpus, type => type.Calls, corpus.Calls(), output);
        WriteSpreads("customer turns in a conversation", corpus, type => type.CustomerTurns, corpus.CustomerTurns(), output);
    }

    private static void WriteSpreads(
        string what, CorpusFigures corpus, Func<TypeFigures, SortedDictionary<int, int>> counts, SortedDictionary<int, int> all, TextWriter output)
    {
        var table = new TextTable(what, "least", "median", "most", "mean");
        foreach (var (type, figures) in corpus.ScenarioTypes) Add(type, counts(figures));
        Add("all", all);
        output.WriteLine();
        table.Write(output);

        void Add(string name, SortedDictionary<int, int> counted)
        {
            if (Spread.Of(counted) is { } spread)
                table.Add($"  {name}", Figure.Count(spread.Least), Figure.Count(spread.Median), Figure.Count(spread.Most), Figure.Mean(spread.Mean));
        }
    }

    private static void WriteSpread(CorpusFigures corpus, int conversations, TextWriter output)
    {
        var (calls, turns) = (corpus.Calls(), corpus.CustomerTurns());
        var table = new TextTable("conversations with so many", "calls", "", "customer turns", "");
        foreach (var number in calls.Keys.Union(turns.Keys).Order())
        {
            var (called, talked) = (calls.GetValueOrDefault(number), turns.GetValueOrDefault(number));
            table.Add($"  {Figure.Count(number)}", Figure.Count(called), Figure.Share(called, conversations), Figure.Count(talked), Figure.Share(talked, conversations));
        }

        output.WriteLine();
        table.Write(output);
    }
}
