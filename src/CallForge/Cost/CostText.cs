using System.Globalization;
using CallForge.Files;

namespace CallForge.Cost;

/// <summary>What a run did cost, for people.</summary>
internal static class CostText
{
    public static void Write(CostFigures cost, TextWriter output)
    {
        var usage = cost.Usage;
        output.WriteLine("cost");
        Line($"  input tokens {usage.Input,21:N0}  {usage.Cached:N0} cached, {usage.CacheWrite:N0} written to the cache");
        Line($"  output tokens {usage.Output,20:N0}  {usage.Reasoning:N0} reasoning");
        Line($"  at OpenAI's Batch rates {Money.Of(cost.Usd),10}  prices as of {cost.PricesAsOf:yyyy-MM-dd}{Biller(cost)}");
        if (cost.BatchesUntold > 0) Line($"  {cost.BatchesUntold:N0} batches have not told their usage yet, so the sum is unknown");
        if (cost.Accepted is > 0) Line($"  per accepted one {Money.Of(cost.UsdPerAccepted),17}  of {cost.Accepted:N0} conversations");

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Biller(CostFigures cost) => cost.Biller switch
    {
        null => "; the local provider bills nothing",
        "api.openai.com" => "",
        var host => $"; what {host} bills is unknown here",
    };
}
