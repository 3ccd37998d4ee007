using CallForge.Files;

namespace CallForge.Tests.Run;

/// <summary>
/// Data folders that the version of commit 484bc9e made, of the library pack: <c>generated</c>, <c>submitted</c>,
/// <c>half-retrieved</c>, <c>finished</c> and <c>pushed</c>. What they say of places is moved along.
/// </summary>
internal static class EarlierFolder
{
    public static void CopyTo(CommandLine cli, string state, string? packPath = null)
    {
        var source = Fixture.PathOf(Path.Combine("folders-484bc9e", state));
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(cli.Data.DirPath, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(path));
        }

        var run = RunFile.Load(cli.Data.RunFilePath)!;
        (run with { Domain = packPath ?? Fixture.PathOf("domains/library") }).Save(cli.Data.RunFilePath);
        if (BatchStatusFile.Load(cli.Data.BatchStatusFilePath) is { } status) (status with { Input = cli.Data.BatchInputFilePath }).Save(cli.Data.BatchStatusFilePath);
        InOrder(cli.Data);
    }

    /// <summary>As they were written: each step's files after what they are made of.</summary>
    private static void InOrder(DataFolder folder)
    {
        var time = DateTime.UnixEpoch.AddYears(50);
        foreach (var path in Directory.EnumerateFiles(folder.DirPath, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(path, time);
        foreach (var paths in new string[][] { [folder.ResultsFilePath, folder.ResultListFilePath, folder.BatchErrorsFilePath], [folder.DatasetFilePath], [folder.ReportFilePath] })
        {
            time = time.AddSeconds(1);
            foreach (var path in paths.Where(File.Exists)) File.SetLastWriteTimeUtc(path, time);
        }
    }
}
