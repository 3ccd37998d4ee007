using System.CommandLine;
using CallForge.Files;

namespace CallForge.Generate;

internal static class GenerateCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("generate-batch", "Make the requests: batch_input.jsonl, one line for each conversation.");
        var options = new GenerateOptionSet();
        var dir = Options.Dir();
        var output = Options.File("--output", "File to write. Default: batch_input.jsonl in --dir.");
        options.AddTo(command);
        command.Options.Add(dir);
        command.Options.Add(output);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetValue(output) is { } given
                ? OutputPath.Allow(given, Path.GetFileName(new DataFolder("").BatchInputFilePath))
                : new DataFolder(arguments.GetValue(dir)!).BatchInputFilePath;
            var folder = DataFolder.Beside(path);
            using var held = FolderLock.Take(folder, command.Name, context.Time);
            var read = options.Read(arguments, RunFile.Load(folder.RunFilePath), folder.RunFilePath, context);
            var run = await GenerateStep.RunAsync(read, path, rows: null, context, cancellationToken);
            context.Terminal.Out.WriteLine($"{path}  {run.Count:N0} requests, {run.Bytes:N0} bytes");
            return ExitCode.Done;
        });
        return command;
    }
}
