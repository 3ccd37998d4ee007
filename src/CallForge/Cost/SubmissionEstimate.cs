using System.Globalization;
using CallForge.OpenAI;

namespace CallForge.Cost;

/// <summary>What requests will cost that are about to be submitted.</summary>
/// <param name="Cached">Of the input, what a cache holds if it is found each time.</param>
/// <param name="MaxOutput">Limit of all answers together; null if there is none.</param>
/// <param name="Output">Null if nothing is known about how long answers will be.</param>
internal sealed record SubmissionEstimate(string Model, int Requests, long Input, long Cached, long? MaxOutput, OutputEstimate? Output)
{
    private decimal? ExpectedOutputCost => Output is { } output
        ? Cost(new TokenUsage(0, 0, 0, (long)Math.Min(Math.Ceiling(output.TokensPerRequest * Requests), MaxOutput ?? double.MaxValue), 0))
        : null;

    /// <summary>Every request but the first finds the common head in the cache.</summary>
    public decimal? Least => Cost(new TokenUsage(Input, Cached, 0, 0, 0)) + ExpectedOutputCost;

    /// <summary>None does.</summary>
    public decimal? Likely => InputAtMost + ExpectedOutputCost;

    /// <summary>Every answer has the length of its limit.</summary>
    public decimal? Worst => MaxOutput is { } most ? InputAtMost + Cost(new TokenUsage(0, 0, 0, most, 0)) : null;

    /// <summary>Where writing to a cache is billed, all of the prompt may be written.</summary>
    private decimal? InputAtMost => Cost(new TokenUsage(Input, 0, ModelTable.Current.Find(Model)?.Cache == CacheMode.Explicit ? Input : 0, 0, 0));

    public static SubmissionEstimate Of(string model, int requests, IReadOnlyCollection<PartCount> counts, OutputEstimate? output) => new(
        model, requests, counts.Sum(count => count.Input), counts.Sum(count => count.Cached),
        counts.Aggregate((long?)0, (sum, count) => sum + count.MaxOutput), output);

    public override string ToString()
    {
        var output = Output is { } known ? Invariant($"{known.TokensPerRequest * Requests:N0} output tokens expected ({known.TokensPerRequest:N0} a request, {known.Source})") : "output tokens unknown";
        return Invariant($"estimate: {Requests:N0} requests to '{Model}', {Input:N0} input tokens ({Cached:N0} of them if cached), {output}");
    }

    public string Price()
    {
        var table = ModelTable.Current;
        if (table.Find(Model) is null) return Invariant($"estimate: unknown, the model table of {table.AsOf:yyyy-MM-dd} has no '{Model}'");
        var range = Likely is { } likely && Least is { } least ? $"{Money.Of(least)} (all cached) to {Money.Of(likely)} (nothing cached)"
            : Likely is { } one ? $"up to {Money.Of(one)}"
            : $"unknown; the input alone {Money.Of(InputAtMost)} if nothing is cached";
        return Invariant($"estimate: {range}, worst case {(MaxOutput is null ? "unknown without --max-output-tokens" : Money.Of(Worst))}; OpenAI's Batch rates, prices as of {table.AsOf:yyyy-MM-dd}");
    }

    private decimal? Cost(TokenUsage usage) => ActualCost.BatchCost(Model, usage);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
