namespace CallForge.Reporting;

/// <summary>Names in a sentence's place: on its line if they fit, else broken into lines below it.</summary>
internal static class NameList
{
    private const int MaxWidth = 78;

    public static void Write(string what, IEnumerable<string> names, TextWriter output)
    {
        var printable = names.Select(PlainText.OfLine).ToList();
        var line = $"{what}: {(printable.Count > 0 ? string.Join(", ", printable) : "none")}";
        if (TextTable.Width(line) <= MaxWidth)
        {
            output.WriteLine(line);
            return;
        }

        output.WriteLine($"{what}:");
        var start = 0;
        for (var end = 1; end <= printable.Count; end++)
        {
            if (end < printable.Count && TextTable.Width(Join(start, end + 1)) <= MaxWidth) continue;
            output.WriteLine(Join(start, end));
            start = end;
        }

        string Join(int from, int to) => $"  {string.Join(", ", printable[from..to])}{(to < printable.Count ? "," : "")}";
    }
}
