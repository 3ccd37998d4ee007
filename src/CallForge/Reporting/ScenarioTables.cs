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
        output.WriteLine();
        var requested = drawn.Where(one => one.Value.Requested > 0).OrderBy(one => (double)one.Value.Accepted / one.Value.Requested).ToList();
        if (requested.Count == 0)
        {
            output.WriteLine($"{what}: none requested");
            return;
        }

        var table = new TextTable(what, "requested", "accepted", "");
        foreach (var (id, funnel) in requested) table.Add([$"  {PlainText.OfLine(id)}", .. Columns(funnel)]);
        table.Write(output);
        if (requested.Count < drawn.Count) NameList.Write($"{what} not requested", drawn.Keys.Except(requested.Select(one => one.Key)), output);
    }
}
