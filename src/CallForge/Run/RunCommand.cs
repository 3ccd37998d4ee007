using System.CommandLine;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Generate;
using CallForge.Preprocess;
using CallForge.Retrieve;
using CallForge.Submit;

namespace CallForge.Run;

/// <summary>All steps in order. Each looks at its files and does what is missing, so a run that stopped carries on.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("run", "Do all steps, from the domain pack to the dataset, carrying on where a run stopped.");
        var (generate, preprocess) = (new GenerateOptionSet(), new PreprocessOptionSet());
        var (dir, pollInterval, provider, baseUrl) = (Options.Dir(), Options.PollInterval(), Options.Provider(), Options.BaseUrl());
        foreach (var option in new Option[] { dir, provider, baseUrl, pollInterval }) command.Options.Add(option);
        generate.AddTo(command);
        preprocess.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var options = (Generate: generate.Read(arguments), Preprocess: preprocess.Read(arguments, generate.Seed));
            // Connects first: a missing key is better told before anything is made.
            var before = BatchStatusFile.Load(folder.BatchStatusFilePath);
            await using var connected = await Provider.ConnectAsync(arguments.GetValue(provider), arguments.GetValue(baseUrl), options.Generate.Domain, before, folder, context, cancellationToken);
            await GenerateStep.RunAsync(options.Generate, folder.BatchInputFilePath, context, cancellationToken);
            var status = await SubmitAsync(connected, folder, TimeSpan.FromSeconds(arguments.GetValue(pollInterval)), context, cancellationToken);
            await RetrieveAsync(connected, status, folder, context, cancellationToken);
            await PreprocessAsync(DomainPackReader.Read(options.Generate.Domain), options.Preprocess, folder, context, cancellationToken);
            WriteFiles(folder, context.Terminal.Out);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<BatchStatusFile> SubmitAsync(
        Provider provider, DataFolder folder, TimeSpan pollInterval, CommandContext context, CancellationToken cancellationToken)
    {
        var before = BatchStatusFile.Load(folder.BatchStatusFilePath);
        if (before is { IsFinished: true } && before.Requests == RunFile.Load(folder.RunFilePath)?.Count && before.Batches.All(part => part.Batch!.Status != "failed"))
        {
            context.Terminal.Say($"submit-batch: nothing to do, all requests are submitted and their batches have ended.");
            return before;
        }

        var submitter = new BatchSubmitter(provider, folder, context);
        var status = await submitter.SubmitAsync(folder.BatchInputFilePath, cancellationToken);
        status = await submitter.WaitAsync(status, pollInterval, cancellationToken);
        SubmitCommand.RefuseFailed(status);
        return status;
    }

    private static async Task RetrieveAsync(Provider provider, BatchStatusFile status, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var retriever = new BatchRetriever(provider, folder, context);
        if (retriever.IsUpToDate(status))
            context.Terminal.Say($"retrieve-batch: nothing to do, '{folder.ResultsFilePath}' has the results.");
        else
            await retriever.RetrieveAsync(status, folder.ResultListFilePath, cancellationToken);
    }

    private static async Task PreprocessAsync(
        DomainPack pack, PreprocessOptions options, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var preprocessor = new Preprocessor(pack, options, context.Terminal);
        if (preprocessor.IsUpToDate(folder.ResultListFilePath, folder.DatasetFilePath))
        {
            context.Terminal.Say($"preprocess: nothing to do, '{folder.DatasetFilePath}' is made of these results.");
            FunnelTable.Write(Report.Load(folder.ReportFilePath)!, context.Terminal.Out);
        }
        else
            FunnelTable.Write(await preprocessor.RunAsync(folder.ResultListFilePath, folder.DatasetFilePath, cancellationToken), context.Terminal.Out);
    }

    private static void WriteFiles(DataFolder folder, TextWriter output)
    {
        output.WriteLine();
        (string What, string Path)[] files =
        [
            ("dataset", folder.DatasetFilePath),
            ("rejected", folder.RejectedFilePath),
            ("repairs", folder.RepairsFilePath),
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
