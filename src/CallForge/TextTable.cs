using Spectre.Console.Rendering;

namespace CallForge;

/// <summary>Rows of text in aligned columns: the first to the left, the others to the right. Korean takes two cells a letter.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public void Write(TextWriter output)
    {
        if (_rows.Count == 1)
        {
            output.WriteLine($"{header[0]}: none");
            return;
        }

        var widths = header.Select((_, column) => _rows.Max(row => Width(row[column]))).ToArray();
        foreach (var row in _rows)
        {
            var blanks = row.Select((cell, column) => new string(' ', widths[column] - Width(cell))).ToArray();
            output.WriteLine(string.Concat(row.Select((cell, column) => column == 0 ? cell + blanks[0] : "  " + blanks[column] + cell)).TrimEnd());
        }
    }

    public static int Width(string text) => new Segment(text).CellCount();
}
