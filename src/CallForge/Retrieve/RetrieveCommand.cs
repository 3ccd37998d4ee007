using System.CommandLine;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

internal static class RetrieveCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("retrieve-batch", "Download what the batches answered, verbatim, and make results of it. Ends with 3 while a batch runs.");
        var dir = Options.Dir();
        var batchId = new Option<string?>("--batch-id") { Description = "Batch to retrieve. Default: those of batch_status.json." };
        var from = Options.File("--from", "Result file of requests that ran elsewhere, such as the output of vllm run-batch, to be taken in beside what the batches answered. Needs no provider, key or network.");
        var output = Options.File("--output", "JSON list of transcripts to write. Default: result_lst.json in --dir.");
        var provider = new ProviderOptionSet();
        foreach (var option in new Option[] { dir, batchId, from, output }) command.Options.Add(option);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
            var path = arguments.GetValue(output) is { } given
                ? OutputPath.Allow(given, Path.GetFileName(folder.ResultListFilePath), arguments.GetValue(from), status?.Input)
                : folder.ResultListFilePath;
            if (arguments.GetValue(from) is not null && (arguments.GetValue(batchId) ?? provider.GivenIn(arguments)) is { } other)
                throw CommandFailure.Usage($"--from takes results from a file and asks nobody, so '{other}' has no meaning beside it; leave one of the two out.");
            if (arguments.GetValue(from) is not null || (status is null && arguments.GetValue(batchId) is null && ImportedFile.Of(folder).Count > 0))
                return await ImportAsync(arguments.GetValue(from), folder, path, context, cancellationToken);
            if (status is null && arguments.GetValue(batchId) is null)
                throw CommandFailure.Usage($"There is no '{folder.BatchStatusFilePath}': submit first with callforge submit-batch, or give --batch-id.");
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            // Anew: until the folder was held, another command may have submitted.
            status = BatchStatusFile.Load(folder.BatchStatusFilePath);
            status = arguments.GetValue(batchId) is { } id
                ? await BatchAdoption.AdoptAsync(id, status, connected, folder, context, cancellationToken)
                : status!;
            var retrieval = await new BatchRetriever(connected, folder, context).RetrieveAsync(status, path, cancellationToken);
            return Report(retrieval, path, context.Terminal);
        });
        return command;
    }

    public static int Report(Retrieval retrieval, string path, Terminal terminal)
    {
        WriteBooks(retrieval.Books, path, terminal);
        if (retrieval.Failure is { } failure) throw failure;
        if (retrieval.Status.IsFinished && retrieval.Books.Pending == 0) return ExitCode.Done;
        terminal.Say(retrieval.Status.Batches.Any(part => part.Batch is { IsTerminal: false })
            ? "A batch still runs; run callforge retrieve-batch again later."
            : "Some requests are not submitted yet; run callforge submit-batch, then callforge retrieve-batch again.");
        return ExitCode.NotFinished;
    }

    /// <param name="file">Null makes results anew of the files taken in before.</param>
    private static async Task<int> ImportAsync(string? file, DataFolder folder, string path, CommandContext context, CancellationToken cancellationToken)
    {
        using var held = FolderLock.Take(folder, "retrieve-batch --from", context.Time);
        var status = BatchStatusFile.Load(folder.BatchStatusFilePath);
        if (file is not null)
        {
            var (name, isNew) = await ResultImport.TakeAsync(file, status, folder, cancellationToken);
            context.Terminal.Say(isNew ? $"'{file}' is kept as '{name}' in '{folder.RawDirPath}'." : $"'{file}' was taken in before, as '{name}'.");
        }

        var input = ResultImport.InputOf(status, folder);
        var books = await StepProgress.ShowAsync(context.Terminal, "collect", progress =>
            Task.Run(() => Results.Make(status, input, folder, path, progress), cancellationToken));
        WriteBooks(books, path, context.Terminal);
        var strays = FailedRequest.Load(folder.BatchErrorsFilePath).Count(failed => failed.Reason is ResultFailure.UnknownId or ResultFailure.Duplicate);
        if (strays > 0) context.Terminal.Warn($"{strays:N0} lines are of no request of this folder or answer one again; '{folder.BatchErrorsFilePath}' names them.");
        if (books.Usable < books.Requests)
            context.Terminal.Say($"The {books.Requests - books.Usable:N0} requests without a usable result are in '{folder.BatchInputRestFilePath}': run them where the others ran, then take that output in with --from too.");
        return books.Pending == 0 ? ExitCode.Done : ExitCode.NotFinished;
    }

    private static void WriteBooks(Books books, string path, Terminal terminal) =>
        terminal.Out.WriteLine($"{path}  {books.Usable:N0} results of {books.Requests:N0} requests, {books.Failed:N0} failed, {books.Pending:N0} pending");
}
