using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>How rows were made the last time.</summary>
/// <param name="Path">The file that tells.</param>
internal sealed record RememberedRows(RowSettings Settings, string Path)
{
    /// <summary>As the last report says that was made from this input, else as <c>run</c> was asked to; null if neither is there.</summary>
    public static RememberedRows? Find(string inputPath, string outputPath)
    {
        var reports = DataFolder.Beside(outputPath);
        if (Report.Load(reports.ReportFilePath) is { Rows: { IsWhole: true } rows, Input: { } input } && SamePath(System.IO.Path.Combine(reports.DirPath, input), inputPath))
            return new RememberedRows(rows, reports.ReportFilePath);
        var run = DataFolder.Beside(inputPath).RunFilePath;
        return RunFile.Load(run)?.Rows is { IsWhole: true } asked ? new RememberedRows(asked, run) : null;
    }

    /// <summary>Of a version that did not note how rows were made: a dataset that is whole, and younger than all it was made of, is left as it is.</summary>
    public static bool IsUnnotedButCurrent(DataFolder folder)
    {
        if (Report.Load(folder.ReportFilePath) is not { Rows: null, Files: { } files, Output: "dataset.parquet" }) return false;
        var sources = new[] { folder.ResultListFilePath, folder.ResultsFilePath, folder.BatchErrorsFilePath, folder.BatchInputFilePath };
        var made = files.Select(file => (file.Bytes, Found: new FileInfo(System.IO.Path.Combine(folder.DirPath, file.Path)))).ToList();
        // Not the report's own time: the bill in it is brought up to date without new rows.
        return made.Count > 0 && made.All(file => file.Found.Exists && file.Found.Length == file.Bytes)
            && sources.All(File.Exists) && sources.Max(File.GetLastWriteTimeUtc) <= made.Min(file => file.Found.LastWriteTimeUtc);
    }

    /// <summary>The input as it stands in the report: relative to its folder.</summary>
    public static string InputName(string inputPath, string outputPath) =>
        System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath(DataFolder.Beside(outputPath).DirPath), System.IO.Path.GetFullPath(inputPath)).Replace('\\', '/');

    private static bool SamePath(string one, string other) => System.IO.Path.GetFullPath(one) == System.IO.Path.GetFullPath(other);
}
