using CallForge.OpenAI;

namespace CallForge.Cost;

/// <summary>Says what submitting will cost, before anything is sent, and refuses what the user has not allowed. The local provider bills nothing.</summary>
internal sealed class Approval(Provider provider, Spending spending, Terminal terminal)
{
    /// <param name="before">What the folder has spent, or may still have to pay for batches that run; null if that is unknown.</param>
    /// <exception cref="CommandFailure">It is too much, or nobody agreed.</exception>
    public async Task AskAsync(SubmissionEstimate estimate, decimal? before, CancellationToken cancellationToken)
    {
        terminal.Say(estimate.ToString());
        terminal.Say(estimate.Price());
        if (spending.MaxCost is { } limit) RefuseAbove(limit, estimate, before);
        if (spending.Yes || !IsAskedAbout(estimate)) return;

        var what = estimate.Likely is { } likely ? $"an estimated {Money.Of(likely)}" : "an unknown sum";
        if (terminal.Input is not null)
        {
            if (await terminal.ConfirmAsync($"Submit {estimate.Requests:N0} requests for {what}?", cancellationToken)) return;
            throw new CommandFailure("Nothing was submitted. To go on, give the same command again.", ExitCode.NotFinished);
        }

        if (spending.IsAfterPilot)
            throw new CommandFailure($"The pilot is done; the other {estimate.Requests:N0} requests for {what} were not submitted. To go on, give the same command with --yes.", ExitCode.NotFinished);
        var why = estimate.Likely is null ? "what it costs is not known" : $"that is more than ${Spending.Threshold}";
        throw CommandFailure.Usage($"Submitting would cost {what}, and {why}, so nothing was sent; give --yes to submit it all the same, or bound it with --max-cost and --yes.");
    }

    /// <summary>A server on this machine whose models the table does not have is taken for one that bills nothing.</summary>
    private bool IsAskedAbout(SubmissionEstimate estimate) => spending.IsAfterPilot
        || (estimate.Likely is { } likely ? likely > Spending.Threshold : !provider.Api.BaseUrl.IsLoopback);

    private static void RefuseAbove(decimal limit, SubmissionEstimate estimate, decimal? before)
    {
        if (estimate.MaxOutput is null)
            throw CommandFailure.Usage($"--max-cost {Money.Of(limit)} cannot be kept: the requests have no limit of output tokens, so the worst case is unknown; make them with --max-output-tokens. Nothing was sent.");
        if (estimate.Worst is not { } worst)
            throw CommandFailure.Usage($"--max-cost {Money.Of(limit)} cannot be kept: the model table of {ModelTable.Current.AsOf:yyyy-MM-dd} has no price of '{estimate.Model}'; give another --model, or leave --max-cost out. Nothing was sent.");
        if (before is not { } spent)
            throw CommandFailure.Usage($"--max-cost {Money.Of(limit)} cannot be kept: what this folder has spent already is unknown; see callforge status. Nothing was sent.");
        if (spent + worst > limit)
            throw CommandFailure.Usage($"Submitting could cost up to {Money.Of(worst)}{(spent > 0 ? $" beside the {Money.Of(spent)} that this folder has cost" : "")}, which is above --max-cost {Money.Of(limit)}; nothing was sent. Give a lower --max-output-tokens, a lower --count, or a higher --max-cost.");
    }
}
