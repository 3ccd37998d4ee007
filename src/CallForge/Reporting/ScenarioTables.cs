using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>What was drawn for the requests, and how much of each came through: a loss that hits some more than others shows here.</summary>
internal static class ScenarioTables
{
    public static void Write(ScenarioFigures scenarios, TextWriter output)
    {
        Write("complaints", scenarios.Complaints, output);
        Write("manners", scenarios.Manners, output);
        foreach (var (pool, drawn) in scenarios.Drawn) Write(pool, drawn, output);
    }

    /// <summary>Requested, accepted, and the share of the one in the other.</summary>
    public static string[] Columns(Funnel funnel) =>
        [Figure.Count(funnel.Requested), Figure.Count(funnel.Accepted), Figure.Share(funnel.Accepted, funnel.Requested)];

    /// <summary>What lost most comes first.</summary>
    private static void Write(string what, SortedDictionary<string, Funnel> drawn, TextWriter output)
    {
        var table = new TextTable(what, "requested", "accepted", "");
        foreach (var (id, funnel) in drawn.Where(one => one.Value.Requested > 0).OrderBy(one => (double)one.Value.Accepted / one.Value.Requested))
            table.Add([$"  {Terminal.Printable(id)}", .. Columns(funnel)]);
        output.WriteLine();
        table.Write(output);
        var others = drawn.Where(one => one.Value.Requested == 0).Select(one => Terminal.Printable(one.Key)).ToList();
        if (others.Count > 0) output.WriteLine($"  not requested: {string.Join(", ", others)}");
    }
}
