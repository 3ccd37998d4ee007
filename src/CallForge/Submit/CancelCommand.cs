using System.CommandLine;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

internal static class CancelCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("cancel", "Cancel the batches that still run. What they finished is billed, and kept by retrieve-batch; the service may take ten minutes.");
        var (dir, provider) = (Options.Dir(), new ProviderOptionSet());
        command.Options.Add(dir);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            _ = BatchStatusFile.Load(folder.BatchStatusFilePath)
                ?? throw CommandFailure.Usage($"There is no '{folder.BatchStatusFilePath}': nothing was submitted that could be cancelled; give --dir.");
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            var journal = new SubmissionJournal(folder, BatchStatusFile.Load(folder.BatchStatusFilePath)!);
            if (journal.Status.Batches.FirstOrDefault(part => part.CreateSent) is { } unknown)
                throw new CommandFailure($"Whether part {unknown.Part} has a batch is not known yet; run callforge submit-batch, which finds it, then cancel again.");
            foreach (var part in journal.Status.Batches)
            {
                var batch = part.Batch is { IsTerminal: false } ? await CancelAsync(part.Batch, connected, cancellationToken) : part.Batch;
                journal.Remember(part with { Batch = batch });
                context.Terminal.Out.WriteLine($"{batch?.Id ?? "not submitted"}  {batch?.Status ?? "-"}  {part.Requests:N0} requests");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Batch> CancelAsync(Batch batch, Provider provider, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.Api.CancelBatchAsync(batch.Id, cancellationToken);
        }
        catch (ApiFailure failure) when (failure.Status is 400 or 409)
        {
            // It may have ended meanwhile.
            var now = await provider.Api.GetBatchAsync(batch.Id, cancellationToken);
            if (!now.IsTerminal) throw;
            return now;
        }
    }
}
