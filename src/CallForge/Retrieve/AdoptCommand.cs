using System.CommandLine;
using CallForge.Files;

namespace CallForge.Retrieve;

internal static class AdoptCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("adopt", "Take in a batch that was made elsewhere: its input becomes batch_input.jsonl, and all later commands work on it.");
        var batchId = new Argument<string>("batch-id") { Description = "Id of the batch, such as batch_690467101b488190972cdce590a00ae3." };
        var (dir, provider) = (Options.Dir(), new ProviderOptionSet());
        command.Arguments.Add(batchId);
        command.Options.Add(dir);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            var id = arguments.GetValue(batchId)!;
            var status = await BatchAdoption.AdoptAsync(id, BatchStatusFile.Load(folder.BatchStatusFilePath), connected, folder, context, cancellationToken);
            var part = status.Batches.First(part => part.Batch?.Id == id);
            context.Terminal.Out.WriteLine($"{id}  {part.Batch!.Status}  {part.Requests:N0} requests");
            return ExitCode.Done;
        });
        return command;
    }
}
