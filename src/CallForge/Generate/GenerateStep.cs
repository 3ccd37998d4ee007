using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Generate;

/// <summary>Makes <c>batch_input.jsonl</c>, unless it is there already, and never over one that was submitted.</summary>
internal static class GenerateStep
{
    /// <param name="rows">How rows are to be made, if <c>run</c> asks; null leaves what is remembered.</param>
    public static async Task<RunFile> RunAsync(
        GenerateOptions options, string outputPath, RowSettings? rows, CommandContext context, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Beside(outputPath);
        var before = RunFile.Load(folder.RunFilePath);
        var submitted = SubmittedRequests.Of(folder, outputPath);
        if (before is not null) submitted?.RefuseOthers(options, before);
        // What was submitted is the record of what was paid for: it stays as it is, whatever became of the pack meanwhile.
        if (submitted is not null && before is not null && options.Count == before.Count && IsSameSource(options, before) && IsThere(before, outputPath)) return Keep(before);

        var generator = await PrepareAsync(options, DomainPackReader.Read(options.Domain), folder, keepChitchat: true, context, cancellationToken);
        var runId = generator.RunId();
        if (before is not null && before.RunId == runId && before.Count == generator.Count && IsThere(before, outputPath)) return Keep(before);
        submitted?.RefuseToReplace(runId, generator.Count, before);
        return await StepProgress.ShowAsync(context.Terminal, "generate-batch", progress =>
            Task.Run(() => generator.Write(outputPath, rows ?? before?.Rows, done => progress(done, generator.Count), cancellationToken), cancellationToken));

        RunFile Keep(RunFile run)
        {
            context.Terminal.Say($"generate-batch: nothing to do, '{outputPath}' has these {run.Count:N0} requests.");
            if (run.ModelIsNamed || !options.Named.Contains("--model")) return run;
            run = run with { ModelIsNamed = true };
            run.Save(folder.RunFilePath);
            return run;
        }
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

    /// <summary>Whether pack and small talk are those of before, by their names; what is in them may have changed.</summary>
    private static bool IsSameSource(GenerateOptions options, RunFile before) =>
        options.Domain == before.Domain && (!options.Named.Contains("--chitchat") || options.Chitchat == before.Chitchat?.Option);

    private static bool IsThere(RunFile run, string outputPath) => File.Exists(outputPath) && new FileInfo(outputPath).Length == run.Bytes;
}
