using System.CommandLine;
using CallForge.Files;

namespace CallForge.Retrieve;

internal static class RetrieveCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("retrieve-batch", "Download what the batches answered, verbatim, and make results of it. Ends with 3 while a batch runs.");
        var dir = Options.Dir();
        var batchId = new Option<string?>("--batch-id") { Description = "Batch to retrieve. Default: those of batch_status.json." };
        var output = new Option<string?>("--output") { Description = "JSON list of transcripts to write. Default: result_lst.json in --dir." };
        var provider = new ProviderOptionSet();
        foreach (var option in new Option[] { dir, batchId, output }) command.Options.Add(option);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
            if (status is null && arguments.GetValue(batchId) is null)
                throw CommandFailure.Usage($"There is no '{folder.BatchStatusFilePath}': submit first with callforge submit-batch, or give --batch-id.");
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            // Anew: until the folder was held, another command may have submitted.
            status = BatchStatusFile.Load(folder.BatchStatusFilePath);
            status = arguments.GetValue(batchId) is { } id
                ? await BatchAdoption.AdoptAsync(id, status, connected, folder, cancellationToken)
                : status!;
            var path = arguments.GetValue(output) ?? folder.ResultListFilePath;
            var retrieval = await new BatchRetriever(connected, folder, context).RetrieveAsync(status, path, cancellationToken);
            return Report(retrieval, path, context.Terminal);
        });
        return command;
    }

    public static int Report(Retrieval retrieval, string path, Terminal terminal)
    {
        terminal.Out.WriteLine($"{path}  {retrieval.Usable:N0} results of {retrieval.Requests:N0} requests, {retrieval.Failed:N0} failed, {retrieval.Pending:N0} pending");
        if (retrieval.Status.IsFinished) return ExitCode.Done;
        terminal.Say(retrieval.Status.Batches.Any(part => part.Batch is null)
            ? "A part is not submitted yet; run callforge submit-batch, then this command again."
            : "A batch still runs; run callforge retrieve-batch again later.");
        return ExitCode.NotFinished;
    }
}
