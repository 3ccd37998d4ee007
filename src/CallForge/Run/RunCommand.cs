using System.CommandLine;
using CallForge.Cost;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Generate;
using CallForge.Preprocess;
using CallForge.Retrieve;

namespace CallForge.Run;

/// <summary>All steps in order. Each looks at its files and does what is missing, so a run that stopped carries on.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context, PreparePush preparePush)
    {
        var command = new Command("run", "Do all steps, from the domain pack to the dataset, carrying on where a run stopped.");
        var (generate, preprocess) = (new GenerateOptionSet(), new PreprocessOptionSet());
        var (dir, pollInterval, provider, spending) = (Options.Dir(), Options.PollInterval(), new ProviderOptionSet(), new SpendingOptionSet());
        var pilot = Options.Positive("--pilot", "Submit so many requests first, say what they cost and how many are accepted, then ask before the rest is submitted.");
        foreach (var option in new Option[] { dir, pollInterval, pilot }) command.Options.Add(option);
        spending.AddTo(command);
        provider.AddTo(command);
        generate.AddTo(command);
        preprocess.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var clocked = provider.IsLocal(arguments, folder) ? PretendedTime.In(context) : context;
            var options = ReadOptions(arguments, generate, preprocess, folder, clocked);
            var push = preprocess.ReadPush(arguments, preparePush);
            ParquetLibrary.IsThere(); // What is paid for must become a dataset.
            // Connects first: a missing key is better told before anything is made.
            await using var connected = await provider.ConnectAsync(arguments, folder, clocked, cancellationToken, domain: options.Generate.Domain);
            await GenerateStep.RunAsync(options.Generate, folder.BatchInputFilePath, options.Rows.ToSettings(options.Generate.Domain), clocked, cancellationToken);
            if (options.RowsAreNamed) Remember(options.Rows.ToSettings(options.Generate.Domain), folder);
            var pack = DomainPackReader.Read(options.Generate.Domain);
            var submission = new RunSubmission(connected, folder, TimeSpan.FromSeconds(arguments.GetValue(pollInterval)), spending.Read(arguments), clocked);
            var status = await submission.SubmitAsync(arguments.GetValue(pilot), pack, options.Rows.Check, cancellationToken);
            status = await RetrieveAsync(connected, status, folder, clocked, cancellationToken);
            await PreprocessAsync(pack, options, folder, context, cancellationToken);
            var report = Bill.Settle(folder)!;
            if (report.Cost is { } cost) CostText.Write(cost, context.Terminal.Out);
            WriteFiles(folder, report.Files!, context.Terminal.Out);
            if (Retrieval.FailureOf(status) is { } failure) throw failure;
            if (push is not null) await push(folder.DirPath, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    /// <param name="RowsAreNamed">Whether any option is named that shapes rows.</param>
    private sealed record RunOptions(GenerateOptions Generate, PreprocessOptions Rows, bool RowsAreNamed);

    /// <summary>What is not named is as the folder remembers it, so that <c>run --dir</c> alone carries on.</summary>
    private static RunOptions ReadOptions(ParseResult arguments, GenerateOptionSet generate, PreprocessOptionSet preprocess, DataFolder folder, CommandContext context)
    {
        var options = generate.Read(arguments, RunFile.Load(folder.RunFilePath), folder.RunFilePath, context);
        var remembered = RememberedRows.Find(folder.ResultListFilePath, folder.DatasetFilePath);
        var rows = preprocess.Read(arguments, generate.Seed, remembered?.Settings);
        if (remembered is null) rows = rows with { Seed = options.Seed };
        else context.Terminal.Say($"what is not named is as in '{remembered.Path}': {rows.Words()}");
        return new RunOptions(options, rows, preprocess.IsAnyNamed(arguments, generate.Seed));
    }

    private static void Remember(RowSettings rows, DataFolder folder)
    {
        if (RunFile.Load(folder.RunFilePath) is { } run && run.Rows != rows) (run with { Rows = rows }).Save(folder.RunFilePath);
    }

    private static async Task<BatchStatusFile> RetrieveAsync(Provider provider, BatchStatusFile status, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var retriever = new BatchRetriever(provider, folder, context);
        if (!retriever.HasCollected(status)) return (await retriever.RetrieveAsync(status, folder.ResultListFilePath, cancellationToken)).Status;
        context.Terminal.Say($"retrieve-batch: nothing to do, '{folder.ResultsFilePath}' has the results.");
        return status;
    }

    private static async Task PreprocessAsync(
        DomainPack pack, RunOptions options, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var preprocessor = new Preprocessor(pack, options.Generate.Domain, options.Rows, context.Terminal);
        if (preprocessor.IsUpToDate(folder.ResultListFilePath, folder.DatasetFilePath) || (!options.RowsAreNamed && RememberedRows.IsUnnotedButCurrent(folder)))
        {
            context.Terminal.Say($"preprocess: nothing to do, '{folder.DatasetFilePath}' is made of these results.");
            FunnelTable.Write(Report.Load(folder.ReportFilePath)!, context.Terminal.Out);
        }
        else
            FunnelTable.Write(await preprocessor.RunAsync(folder.ResultListFilePath, folder.DatasetFilePath, cancellationToken), context.Terminal.Out);
    }

    private static void WriteFiles(DataFolder folder, IReadOnlyList<DatasetFile> dataset, TextWriter output)
    {
        output.WriteLine();
        (string What, string Path)[] files =
        [
            .. dataset.Select(file => ("dataset", Path.Combine(folder.DirPath, file.Path))),
            ("rejected", folder.RejectedFilePath),
            ("repairs", folder.RepairsFilePath),
            ("findings", folder.FindingsFilePath),
            ("report", folder.ReportFilePath),
            ("results", folder.ResultsFilePath),
            ("transcripts", folder.ResultListFilePath),
            ("errors", folder.BatchErrorsFilePath),
            ("raw answers", folder.RawDirPath + Path.DirectorySeparatorChar),
            ("batches", folder.BatchStatusFilePath),
            ("requests", folder.BatchInputFilePath),
            ("run", folder.RunFilePath),
        ];
        foreach (var (what, path) in files) output.WriteLine($"{what,-13}{path}");
    }
}
