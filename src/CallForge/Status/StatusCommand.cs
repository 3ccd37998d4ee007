using System.CommandLine;
using System.Globalization;
using CallForge.Files;

namespace CallForge.Status;

/// <summary>How far a run has come, from its files alone; nothing is asked of the provider.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", "Tell how a run stands: its batches as last seen, and the funnel.");
        var dir = Options.Dir();
        command.Options.Add(dir);
        command.SetAction(arguments =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            if (!Directory.Exists(folder.DirPath)) throw CommandFailure.Usage($"There is no folder '{folder.DirPath}': start with callforge run, or give --dir.");
            Write(folder, context.Terminal.Out);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(DataFolder folder, TextWriter output)
    {
        var run = RunFile.Load(folder.RunFilePath);
        output.WriteLine(run is null ? "No requests were generated here." : $"run {run.RunId}: {run.Count:N0} requests of {run.Domain}, mix {run.Mix}, {run.Model} at {run.Endpoint}");
        if (BatchStatusFile.Load(folder.BatchStatusFilePath) is not { } status)
        {
            output.WriteLine("Nothing was submitted.");
            return;
        }

        output.WriteLine($"provider {status.Provider}{(status.BaseUrl is { } url ? $" at {url}" : "")}");
        foreach (var part in status.Batches) output.WriteLine(Describe(part));
        if (Report.Load(folder.ReportFilePath) is not { } report)
        {
            output.WriteLine("No dataset was made yet.");
            return;
        }

        output.WriteLine();
        FunnelTable.Write(report, output);
    }

    private static string Describe(BatchPart part)
    {
        var batch = part.Batch;
        var counts = batch?.RequestCounts is { } seen ? $" (the service counts {seen.Completed:N0} completed, {seen.Failed:N0} failed)" : "";
        var since = batch is null ? "" : $" since {DateTimeOffset.FromUnixTimeSeconds(batch.CreatedAt).ToString("u", CultureInfo.InvariantCulture)}";
        return $"part {part.Part}: {batch?.Id ?? "not created"}  {batch?.Status ?? (part.InputFileId is null ? "not uploaded" : "uploaded")}  {part.Requests:N0} requests{counts}{since}";
    }
}
