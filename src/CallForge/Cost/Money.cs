using System.Globalization;

namespace CallForge.Cost;

/// <summary>USD as people read it. What is unknown says so, and what is small is not rounded to nothing.</summary>
internal static class Money
{
    public static string Of(decimal? amount) => amount switch
    {
        null => "unknown",
        > 0 and < 0.000001m => "<$0.000001",
        0 => "$0",
        < 0.01m => string.Create(CultureInfo.InvariantCulture, $"${amount:0.000000}"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"${amount:0.0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"${amount:N2}"),
    };

    /// <summary>A price, with as many places as it has.</summary>
    public static string PerMillion(decimal? price) => price is { } known ? string.Create(CultureInfo.InvariantCulture, $"${known:0.######} per million") : "an unknown price";
}
