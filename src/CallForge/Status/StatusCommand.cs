using System.CommandLine;
using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Status;

/// <summary>How far a run has come, from its files alone; only with <c>--watch</c> is the provider asked.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", "Tell how a run stands: its batches as last seen, the funnel, and what it cost.");
        var (dir, pollInterval, provider) = (Options.Dir(), Options.PollInterval(), new ProviderOptionSet());
        var json = new Option<bool>("--json") { Description = "Print one JSON object; with --watch, one for each look." };
        var watch = new Option<bool>("--watch") { Description = "Ask the provider every --poll-interval and print again, until all batches have ended." };
        foreach (var option in new Option[] { dir, json, watch, pollInterval }) command.Options.Add(option);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            if (!Directory.Exists(folder.DirPath)) throw CommandFailure.Usage($"There is no folder '{folder.DirPath}': start with callforge run, or give --dir.");
            if (!arguments.GetValue(watch) && provider.GivenIn(arguments) is { } unused)
                throw CommandFailure.Usage($"Without --watch nobody is asked, so '{unused}' has no effect; leave --provider and --base-url out, or give --watch.");
            if (!arguments.GetValue(watch) || BatchStatusFile.Load(folder.BatchStatusFilePath) is null or { IsFinished: true })
            {
                Write(folder, arguments.GetValue(json), context.Terminal.Out);
                return ExitCode.Done;
            }

            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            await WatchAsync(connected, folder, TimeSpan.FromSeconds(arguments.GetValue(pollInterval)), arguments.GetValue(json), context, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WatchAsync(Provider provider, DataFolder folder, TimeSpan pollInterval, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = BatchStatusFile.Load(folder.BatchStatusFilePath)!;
            foreach (var part in status.Batches.Where(part => part.Batch is { IsTerminal: false }))
                status = status.With(part with { Batch = await provider.LookAsync(part.Batch!, context, cancellationToken) });
            status.Save(folder.BatchStatusFilePath);
            Bill.Settle(folder);
            Write(folder, isJson, context.Terminal.Out);
            // What has no batch is submitted by no watching.
            if (status.Batches.All(part => part.Batch is not { IsTerminal: false })) return;
            Provider.RefuseOverdue(status, context.Time);
            if (!isJson) context.Terminal.Out.WriteLine();
            await Task.Delay(provider.PollInterval(pollInterval), context.Time, cancellationToken);
        }
    }

    private static void Write(DataFolder folder, bool isJson, TextWriter output)
    {
        var report = Report.Load(folder.ReportFilePath);
        var status = RunStatus.Of(RunFile.Load(folder.RunFilePath), BatchStatusFile.Load(folder.BatchStatusFilePath), report);
        if (isJson) output.WriteLine(status.Json());
        else StatusText.Write(status, report, output);
    }
}
