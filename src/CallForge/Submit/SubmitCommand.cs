using System.CommandLine;
using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Submit;

internal static class SubmitCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("submit-batch", "Submit the requests as batches. What was submitted before is attached to, not paid again.");
        var dir = Options.Dir();
        var input = Options.File("--input", "Requests to submit. Default: batch_input.jsonl in --dir.");
        var wait = new Option<bool>("--wait") { Description = "Wait until the batches have ended." };
        var (pollInterval, provider, spending) = (Options.PollInterval(), new ProviderOptionSet(), new SpendingOptionSet());
        foreach (var option in new Option[] { dir, input, wait, pollInterval }) command.Options.Add(option);
        spending.AddTo(command);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var inputPath = arguments.GetValue(input) ?? folder.BatchInputFilePath;
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken, inputPath);
            var submitter = new BatchSubmitter(connected, folder, TimeSpan.FromSeconds(arguments.GetValue(pollInterval)), spending.Read(arguments), context);
            var status = await submitter.SubmitAsync(inputPath, arguments.GetValue(wait), cancellationToken);
            foreach (var part in status.Batches) context.Terminal.Out.WriteLine($"{part.Batch?.Id ?? "not submitted"}  {part.Batch?.Status ?? "waits for room in the queue"}  {part.Requests:N0} requests");
            RefuseFailed(status);
            return status.Batches.Any(part => part.Batch is null) ? ExitCode.NotFinished : ExitCode.Done;
        });
        return command;
    }

    /// <summary>A batch that failed validation ran nothing; the command must not look like success.</summary>
    public static void RefuseFailed(BatchStatusFile status)
    {
        if (status.Batches.FirstOrDefault(part => part.Batch is { RanNothing: true }) is not { } part) return;
        var errors = part.Batch!.Errors?.Data ?? [];
        var first = errors.Count > 0 ? $"{(errors[0].Line is { } line ? $"line {line}: " : "")}{errors[0].Message?.TrimEnd('.')} ({errors[0].Code})" : "no reason given";
        throw new CommandFailure(
            $"Batch '{part.Batch.Id}' failed ({errors.Count} errors, first: {first}); nothing of it ran or was billed. Mend the cause, then submit again.");
    }
}
