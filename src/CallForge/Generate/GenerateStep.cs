using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Generate;

/// <summary>Makes <c>batch_input.jsonl</c>, unless it is there already, and never over one that was submitted.</summary>
internal static class GenerateStep
{
    public static async Task<RunFile> RunAsync(GenerateOptions options, string outputPath, CommandContext context, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Beside(outputPath);
        var before = RunFile.Load(folder.RunFilePath);
        var generator = await PrepareAsync(options, DomainPackReader.Read(options.Domain), folder, keepChitchat: true, context, cancellationToken);
        var runId = generator.RunId();
        if (before is not null && before.RunId == runId && before.Count == generator.Count && File.Exists(outputPath) && new FileInfo(outputPath).Length == before.Bytes)
        {
            context.Terminal.Say($"generate-batch: nothing to do, '{outputPath}' has these {before.Count:N0} requests.");
            return before;
        }

        RefuseToReplaceSubmitted(runId, generator.Count, outputPath, folder);
        return await StepProgress.ShowAsync(context.Terminal, "generate-batch", progress =>
            Task.Run(() => generator.Write(outputPath, done => progress(done, generator.Count), cancellationToken), cancellationToken));
    }

    /// <param name="keepChitchat">Whether a download is kept in the folder; a preview writes nothing.</param>
    public static async Task<BatchInputGenerator> PrepareAsync(
        GenerateOptions options, DomainPack pack, DataFolder folder, bool keepChitchat, CommandContext context, CancellationToken cancellationToken)
    {
        // The default file is Korean.
        if (pack.Language != "ko" && options.Chitchat == GenerateOptions.DefaultChitchat) options = options with { Chitchat = "none" };
        var kept = new KeptChitchat(folder.ChitchatFilePath, RunFile.Load(folder.RunFilePath)?.Chitchat?.Option, keepChitchat);
        return new BatchInputGenerator(pack, options, await Chitchat.LoadAsync(options.Chitchat, pack, kept, context.Terminal, cancellationToken));
    }

    /// <summary>The request file is the record of every scenario; of paid requests it must not be lost.</summary>
    private static void RefuseToReplaceSubmitted(string runId, int count, string outputPath, DataFolder folder)
    {
        if (ImportedFile.Of(folder) is [var imported, ..] && RunFile.Load(folder.RunFilePath) is var run && (run?.RunId != runId || count < run.Count))
            throw CommandFailure.Usage($"'{imported.Path}' has results of '{outputPath}', which must stay as it is; give another --dir for these options.");
        if (BatchStatusFile.Load(folder.BatchStatusFilePath) is not { MayHaveRun: true } status) return;
        if (status.RunId != runId)
            throw CommandFailure.Usage(
                $"'{outputPath}' belongs to run '{status.RunId}', which is submitted, and these options make run '{runId}'; give the options of that run, or another --dir for the new one.");
        if (count < status.Requests)
            throw CommandFailure.Usage($"'{outputPath}' has {status.Requests} submitted requests, and --count {count} would drop some of them; give {status.Requests} or more, or another --dir.");
    }
}
