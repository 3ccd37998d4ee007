using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary><c>batch_input.rest.jsonl</c>: the requests that have no usable result, as they stand in the input, to be run where the others ran.</summary>
internal static class RestOfInput
{
    /// <summary>None is left: no file.</summary>
    public static void Write(string inputPath, DataFolder folder)
    {
        var answered = IdsIn(folder.ResultsFilePath);
        using var rest = new AtomicFile(folder.BatchInputRestFilePath);
        using var lines = new LineReader(inputPath);
        var count = 0;
        while (lines.Read())
        {
            if (lines.Line.IsEmpty || answered.Contains(RequestIndex.KeyOf(RequestLine.CustomIdOf(lines.Line.Span)))) continue;
            rest.Stream.Write(lines.Line.Span);
            rest.Stream.WriteByte((byte)'\n');
            count++;
        }

        if (count > 0) rest.Commit();
        else File.Delete(folder.BatchInputRestFilePath);
    }

    private static HashSet<UInt128> IdsIn(string resultsPath)
    {
        var ids = new HashSet<UInt128>();
        using var lines = new LineReader(resultsPath);
        while (lines.Read()) ids.Add(RequestIndex.KeyOf(RequestLine.CustomIdOf(lines.Line.Span)));
        return ids;
    }
}
