using CallForge.Files;

namespace CallForge.Generate;

/// <summary>Requests that were paid for, or run elsewhere: the request file is the record of every scenario and must not be lost.</summary>
/// <param name="Status">Null if their results were taken in.</param>
internal sealed record SubmittedRequests(string InputPath, BatchStatusFile? Status, string? ImportedPath)
{
    /// <summary>Null if nothing of the folder can have been paid for.</summary>
    public static SubmittedRequests? Of(DataFolder folder, string inputPath)
    {
        var status = BatchStatusFile.Load(folder.BatchStatusFilePath) is { MayHaveRun: true } file ? file : null;
        var imported = ImportedFile.Of(folder) is [var first, ..] ? first.Path : null;
        return status is null && imported is null ? null : new SubmittedRequests(inputPath, status, imported);
    }

    /// <summary>An option that is named and says something else than what they were made from would make other requests.</summary>
    public void RefuseOthers(GenerateOptions options, RunFile before)
    {
        var made = new GenerateOptions(
            before.Count, before.Seed, before.Domain, before.Mix, before.Model, OpenAI.Endpoints.Of(before.Endpoint), before.MaxOutputTokens, before.ReasoningEffort, before.Chitchat?.Option ?? GenerateOptions.DefaultChitchat);
        var words = made.Words().ToDictionary(word => word.Name, word => word.Value);
        foreach (var (name, value) in options.Words().Where(word => options.Named.Contains(word.Name) && word.Name is not ("--count" or "--domain" or "--chitchat")))
        {
            if (words.GetValueOrDefault(name) != value)
                throw CommandFailure.Usage($"'{InputPath}' has paid requests or taken-in results and must stay as it is; it was made with {(words.TryGetValue(name, out var other) ? $"{name} {other}" : $"no {name}")}, so {name} {value} makes other requests; leave {name} out to carry on, or give another --dir for the new ones.");
        }
    }

    public void RefuseToReplace(string runId, int count, RunFile? before)
    {
        if (ImportedPath is not null && (before?.RunId != runId || count < before.Count))
            throw CommandFailure.Usage($"'{ImportedPath}' has results of '{InputPath}', which must stay as it is; give another --dir for these options.");
        if (Status is null) return;
        if (Status.RunId != runId)
            throw CommandFailure.Usage(
                $"'{InputPath}' belongs to run '{Status.RunId}', which is submitted, and these options, pack and version make run '{runId}'; give --dir with a new folder for them. "
                + "Without --count, --domain and --chitchat the submitted requests are carried on as they are.");
        if (count < Status.Requests)
            throw CommandFailure.Usage($"'{InputPath}' has {Status.Requests} submitted requests, and --count {count} would drop some of them; give {Status.Requests} or more, or another --dir.");
    }
}
