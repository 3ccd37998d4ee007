using System.Globalization;
using System.Text.RegularExpressions;
using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Cost;

/// <summary>How many tokens an answer will have, reasoning included, and how that is known.</summary>
internal sealed partial record OutputEstimate(double TokensPerRequest, string Source)
{
    /// <summary>What this run was billed for so far, else what the domain pack says; null if neither tells.</summary>
    public static OutputEstimate? Of(BatchStatusFile status, string model, RunFile? run) => Measured(status, model) ?? (run is null ? null : OfPack(run));

    private static OutputEstimate? Measured(BatchStatusFile status, string model)
    {
        var told = status.Batches.Where(part => part.Model == model && part.Batch is { IsTerminal: true, RequestCounts.Completed: > 0 } && BilledUsage.Of(part) is not null).ToList();
        var answers = told.Sum(part => part.Batch!.RequestCounts!.Completed);
        return answers == 0
            ? null
            : new OutputEstimate(told.Sum(part => BilledUsage.Of(part)!.Output) / (double)answers, string.Create(CultureInfo.InvariantCulture, $"measured on {answers:N0} answers of this run"));
    }

    private static OutputEstimate? OfPack(RunFile run)
    {
        int? text;
        try
        {
            text = DomainPackReader.Read(run.Domain).OutputTokens;
        }
        catch (CommandFailure)
        {
            return null; // The pack has moved since; the requests are sent without it.
        }

        if (text is not { } tokens) return null;
        var reasoning = ReasoningAllowance(run.Model, run.ReasoningEffort);
        return new OutputEstimate(tokens + reasoning, string.Create(CultureInfo.InvariantCulture, $"assumed: {tokens:N0} as the domain pack says, {reasoning:N0} for reasoning"));
    }

    /// <summary>A guess, and called so: how much a model reasons is known from its answers alone (docs/cost.md).</summary>
    private static int ReasoningAllowance(string model, string? effort) => effort switch
    {
        _ when OlderModel().IsMatch(model) => 0,
        "none" or "minimal" => 0,
        "low" => 500,
        "high" => 4000,
        "xhigh" or "max" => 8000,
        _ => 1500,
    };

    [GeneratedRegex("^gpt-[34]")]
    private static partial Regex OlderModel();
}
