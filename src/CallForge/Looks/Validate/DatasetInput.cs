using CallForge.Files;
using CallForge.Text.Rows.Reading;
using ParquetSharp;

namespace CallForge.Looks.Validate;

/// <summary>The rows of a file of a dataset, be it Parquet or JSON lines.</summary>
internal static class DatasetInput
{
    public static IEnumerable<RowFields> Read(string path)
    {
        if (!File.Exists(path)) throw CommandFailure.Usage($"Cannot read '{path}': there is no such file; give the files of a dataset with --input, or its folder with --dir.");
        return IsParquet(path) ? Telling(path, ParquetRows.Read(path)) : JsonLines(path);
    }

    private static bool IsParquet(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || (file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PAR1"u8));
    }

    private static IEnumerable<RowFields> JsonLines(string path)
    {
        using var lines = new LineReader(path);
        while (lines.Read())
        {
            if (lines.IsTooLong) yield return RowFields.Unreadable($"The line is longer than {LineReader.MaxLineLength:N0} bytes.");
            else if (!lines.Line.Span.Trim(" \t\uFEFF"u8).IsEmpty) yield return JsonRow.Read(lines.Line.Span.StartsWith("\uFEFF"u8) ? lines.Line[3..] : lines.Line);
        }
    }

    private static IEnumerable<RowFields> Telling(string path, IEnumerable<RowFields> rows)
    {
        using var row = rows.GetEnumerator();
        while (Moves()) yield return row.Current;

        bool Moves()
        {
            try
            {
                return row.MoveNext();
            }
            catch (ParquetException exception)
            {
                throw new CommandFailure($"'{path}' cannot be read as Parquet: {exception.Message.Split('\n')[0].TrimEnd('.')}; make or download it again.", inner: exception);
            }
        }
    }
}
