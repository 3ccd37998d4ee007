using System.Globalization;
using CallForge.Cost;
using CallForge.OpenAI;

namespace CallForge.Preview;

/// <summary>Tokens and prices for people, each number explained in its line.</summary>
internal sealed class EstimateText(Estimate estimate, TextWriter output)
{
    public void Write()
    {
        WriteTokens();
        WritePrices();
    }

    private void WriteTokens()
    {
        output.WriteLine();
        output.WriteLine("tokens");
        Tokens("constant part", estimate.ConstantTokens, $"the same in every request; {Cacheable()}");
        Tokens("variable part", estimate.VariableTokens, "this request's own");
        Tokens("framing", estimate.InputTokens - estimate.ConstantTokens - estimate.VariableTokens, "4 for each message and 3 for the prompt, as seen in recorded answers");
        Tokens("input", estimate.InputTokens, estimate.Model is { } model
            ? $"billed for each request; counted with {model.Encoding}"
            : "an estimate: counted with o200k_base, and what the model counts with is unknown");
        output.WriteLine(estimate.MaxOutputTokens is { } most
            ? $"  {"output",-16}{most,10:N0}  at most (--max-output-tokens), reasoning included"
            : $"  {"output",-16}{"unknown",10}  told by the answer alone, reasoning included; --max-output-tokens sets a limit, --live asks once");
    }

    private string Cacheable() => estimate.CacheableTokens == 0
        ? "too short for a cache, which begins at 1,024"
        : Invariant($"a cache can hold {estimate.CacheableTokens:N0} of it (multiples of 128)");

    private void WritePrices()
    {
        var table = estimate.Table;
        output.WriteLine();
        output.WriteLine(Invariant($"price in USD at OpenAI's Batch rates, half the standard rates of the model table of {table.AsOf:yyyy-MM-dd}"));
        output.WriteLine(Invariant($"  {"",-24}{"1 request",12}{Invariant($"{estimate.Count:N0} like it"),18}"));
        WriteInputPrices();
        WriteOutputPrices();
        if (estimate.Model is null) output.WriteLine($"  The model table has no '{PlainText.Of(estimate.Request.Model)}'; docs/models.md tells how to add it.");
    }

    private void WriteInputPrices()
    {
        var (first, cached) = (estimate.BatchCost(estimate.Uncached), estimate.BatchCost(estimate.Cached));
        Price("input, nothing cached", first, first * estimate.Count, estimate.PaysForWriting
            ? Invariant($"{estimate.CacheableTokens:N0} written to the cache at {Batch(model => model.CacheWrite)}, {estimate.InputTokens - estimate.CacheableTokens:N0} at {Batch(model => model.Input)}")
            : Invariant($"{estimate.InputTokens:N0} tokens at {Batch(model => model.Input)}"));
        if (estimate.CacheableTokens == 0) return;
        Price("input, prefix cached", cached, first + cached * (estimate.Count - 1),
            Invariant($"{estimate.CacheableTokens:N0} at {Batch(model => model.CachedInput)}, {estimate.InputTokens - estimate.CacheableTokens:N0} at {Batch(model => model.Input)}; the first of a run finds no cache"));
    }

    private void WriteOutputPrices()
    {
        var thousand = estimate.BatchCost(Estimate.Output(1000));
        Price("output, per 1,000 tokens", thousand, thousand * estimate.Count, $"at {Batch(model => model.Output)}, reasoning included");
        if (estimate.MaxOutputTokens is not { } tokens) return;
        var most = estimate.BatchCost(Estimate.Output(tokens));
        Price("output, at most", most, most * estimate.Count, Invariant($"{tokens:N0} tokens (--max-output-tokens)"));
    }

    private string Batch(Func<Model, decimal?> price) => Money.PerMillion((estimate.Model is { } model ? price(model) : null) * Model.BatchShare);

    private void Tokens(string name, int count, string why) => output.WriteLine(Invariant($"  {name,-16}{count,10:N0}  {why}"));

    private void Price(string name, decimal? one, decimal? all, string why) => output.WriteLine($"  {name,-24}{Money.Of(one),12}{Money.Of(all),18}  {why}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
