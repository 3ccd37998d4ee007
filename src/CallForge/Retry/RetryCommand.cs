using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using CallForge.Cost;
using CallForge.Domains;
using CallForge.Files;
using CallForge.OpenAI;
using CallForge.Retrieve;
using CallForge.Submit;

namespace CallForge.Retry;

/// <summary>
/// Sends again what has no usable result. It retrieves first: what was answered meanwhile must not be paid again.
/// </summary>
internal static class RetryCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("retry", "Send again the requests without a usable result, in new batches of the same run; retrieves first. Ends with 3 while a batch runs.");
        var reason = new Option<string[]>("--reason") { Description = $"What to send again: {string.Join(", ", RetryReason.All)}, {RetryReason.Finding}:CODE. May be repeated. Default: {string.Join(", ", RetryReason.Default)}.", DefaultValueFactory = _ => RetryReason.Default, AllowMultipleArgumentsPerToken = true };
        reason.Validators.Add(RefuseUnknown);
        var attempts = new Option<int>("--attempts") { Description = "How often a request may be sent in all.", DefaultValueFactory = _ => 3 };
        var maxOutputTokens = Options.Positive("--max-output-tokens", "Limit of the answers to truncated requests. Default: twice the one that cut them.");
        var wait = new Option<bool>("--wait") { Description = "Wait until the batches have ended, and retrieve them." };
        var (dir, pollInterval, provider, spending) = (Options.Dir(), Options.PollInterval(), new ProviderOptionSet(), new SpendingOptionSet());
        foreach (var option in new Option[] { dir, reason, attempts, maxOutputTokens, wait, pollInterval }) command.Options.Add(option);
        spending.AddTo(command);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            if (BatchStatusFile.Load(folder.BatchStatusFilePath) is null)
                throw CommandFailure.Usage(ImportedFile.Of(folder).Count > 0
                    ? $"The results of '{folder.DirPath}' were taken in with --from, and nothing was submitted from here; run '{folder.BatchInputRestFilePath}' where the others ran, then take that output in too."
                    : $"There is no '{folder.BatchStatusFilePath}': nothing was submitted that could be sent again; start with callforge run.");
            await using var connected = await provider.ConnectAsync(arguments, folder, context, cancellationToken);
            var status = BatchStatusFile.Load(folder.BatchStatusFilePath)!;
            var retriever = new BatchRetriever(connected, folder, context);
            if (arguments.GetValue(reason)!.Any(IsRejection)) RefuseOldRejections(folder, retriever.HasCollected(status));
            var retrieval = await retriever.RetrieveAsync(status, folder.ResultListFilePath, cancellationToken);
            var submitter = new BatchSubmitter(connected, folder, TimeSpan.FromSeconds(arguments.GetValue(pollInterval)), spending.Read(arguments), context);
            if (IsInterrupted(retrieval.Status, arguments.GetValue(wait)))
            {
                // What an earlier retry has begun is carried on, and nothing else is chosen: that would be one more attempt.
                status = await submitter.SubmitAsync(retrieval.Status.Input, arguments.GetValue(wait), cancellationToken, again: []);
                return await EndAsync(status, arguments.GetValue(wait), retriever, folder, context, cancellationToken);
            }

            if (!retrieval.Status.IsFinished) return RetrieveCommand.Report(retrieval, folder.ResultListFilePath, context.Terminal);

            var wanted = Wanted(folder, retrieval.Status, arguments.GetValue(reason)!);
            var plan = RetryPlan.Make(retrieval.Status, wanted, arguments.GetValue(attempts), arguments.GetValue(maxOutputTokens));
            if (plan.Left > 0) context.Terminal.Warn($"{plan.Left:N0} requests were sent {arguments.GetValue(attempts)} times already and are left as they are; raise --attempts to send them again.");
            if (plan.Parts.Count == 0 && !retrieval.Status.Batches.Any(part => part.IsDue))
            {
                if (retrieval.Failure is { } failure) throw failure;
                context.Terminal.Out.WriteLine("Nothing to send again.");
                return ExitCode.Done;
            }

            status = await submitter.SubmitAsync(retrieval.Status.Input, arguments.GetValue(wait), cancellationToken, again: plan.Parts);
            var sent = status.Batches.Where(part => part.Batch is { } batch && !retrieval.Status.Batches.Any(before => before.Batch?.Id == batch.Id)).ToList();
            context.Terminal.Out.WriteLine($"{sent.Sum(part => part.Requests):N0} requests sent again in {sent.Count:N0} parts.");
            return await EndAsync(status, arguments.GetValue(wait), retriever, folder, context, cancellationToken);
        });
        return command;
    }

    /// <summary>Whether a retry was cut off: what it asked for has no batch yet or, if it is to wait, no end.</summary>
    private static bool IsInterrupted(BatchStatusFile status, bool waits) =>
        status.Batches.Any(part => part.Attempt > 1 && (part.Batch is null || (waits && !part.Batch.IsTerminal)));

    private static async Task<int> EndAsync(
        BatchStatusFile status, bool waits, BatchRetriever retriever, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        if (status.Batches.Any(part => part.Batch is null))
        {
            context.Terminal.Say("The queue has no room for the rest; run callforge submit-batch later.");
            return ExitCode.NotFinished;
        }

        if (!waits) return ExitCode.Done;
        SubmitCommand.RefuseFailed(status);
        return RetrieveCommand.Report(await retriever.RetrieveAsync(status, folder.ResultListFilePath, cancellationToken), folder.ResultListFilePath, context.Terminal);
    }

    private static Dictionary<string, string> Wanted(DataFolder folder, BatchStatusFile status, string[] reasons)
    {
        // A batch that ran nothing is submitted again as it is; its requests in another part would be paid twice.
        var due = status.Batches.Where(part => part.IsDue).Select(part => part.Batch?.Id).ToHashSet();
        var failed = FailedRequest.Load(folder.BatchErrorsFilePath)
            .Where(request => request is { CustomId: not null, Reason: not (ResultFailure.Duplicate or ResultFailure.UnknownId) } && !due.Contains(request.BatchId));
        var wanted = failed.Where(request => reasons.Contains(RetryReason.Of(request))).DistinctBy(request => request.CustomId).ToDictionary(request => request.CustomId!, RetryReason.Of);
        if (!reasons.Any(IsRejection)) return wanted;
        var found = RejectedForFinding(folder);
        foreach (var (id, code) in Rejected(folder))
        {
            if (!found.Contains(id)) { if (reasons.Contains(RetryReason.Rejected)) wanted.TryAdd(id, RetryReason.Rejected); }
            else if (reasons.Contains(RetryReason.Finding) || reasons.Contains($"{RetryReason.Finding}:{code}")) wanted.TryAdd(id, RetryReason.Finding);
        }

        return wanted;
    }

    /// <summary>Before the results are made anew of the same answers: that changes their time, not what they say.</summary>
    private static void RefuseOldRejections(DataFolder folder, bool isCollected)
    {
        if (!isCollected || !File.Exists(folder.RejectedFilePath) || File.GetLastWriteTimeUtc(folder.RejectedFilePath) < File.GetLastWriteTimeUtc(folder.ResultsFilePath))
            throw CommandFailure.Usage($"'{folder.RejectedFilePath}' is older than the results, so what is rejected now is not known; run callforge retrieve-batch and callforge preprocess first.");
    }

    private static bool IsRejection(string reason) => reason is RetryReason.Rejected or RetryReason.Finding || reason.StartsWith($"{RetryReason.Finding}:", StringComparison.Ordinal);

    private static void RefuseUnknown(OptionResult result)
    {
        foreach (var reason in result.Tokens.Select(token => token.Value))
        {
            if (reason.StartsWith($"{RetryReason.Finding}:", StringComparison.Ordinal) && reason[(RetryReason.Finding.Length + 1)..] is var code && !FindingCode.Names.Contains(code))
                result.AddError($"--reason is '{reason}'; there is no finding '{code}', {NearestName.Remedy(code, FindingCode.Names)}");
            else if (!IsRejection(reason) && !RetryReason.All.Contains(reason))
                result.AddError($"--reason is '{reason}'; {NearestName.Remedy(reason, RetryReason.All)}");
        }
    }

    /// <summary>The ids of conversations with a finding that rejects: those could be read.</summary>
    private static HashSet<string> RejectedForFinding(DataFolder folder)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (!File.Exists(folder.FindingsFilePath)) return ids;
        using var lines = new LineReader(folder.FindingsFilePath);
        while (lines.Read())
        {
            using var line = JsonDocument.Parse(lines.Line);
            if (line.RootElement.GetProperty("severity").ValueEquals("reject")) ids.Add(line.RootElement.GetProperty("id").GetString()!);
        }

        return ids;
    }

    private static IEnumerable<(string Id, string Code)> Rejected(DataFolder folder)
    {
        using var lines = new LineReader(folder.RejectedFilePath);
        while (lines.Read())
        {
            using var line = JsonDocument.Parse(lines.Line);
            // Without a transcript it is a failed request, which batch_errors.json has.
            if (line.RootElement.GetProperty("transcript").ValueKind == JsonValueKind.String) yield return (line.RootElement.GetProperty("id").GetString()!, line.RootElement.GetProperty("code").GetString()!);
        }
    }
}
