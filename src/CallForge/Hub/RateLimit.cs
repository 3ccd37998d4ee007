using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.Hub;

/// <summary>How long an answer asks to wait: <c>RateLimit: "api";r=0;t=212</c>, else <c>Retry-After</c>.</summary>
internal static partial class RateLimit
{
    // Its windows are five minutes long; what asks for more than an hour is broken.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan? Wait(HttpResponseMessage response, TimeProvider time)
    {
        if ((int)response.StatusCode == 429 && ErrorText.Header(response, "RateLimit") is { } limit && Seconds().Match(limit) is { Success: true } match
            && double.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var seconds))
            return Bounded(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds) + 1)); // Its seconds are rounded down.
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => Bounded(delta),
            { Date: { } date } => Bounded(date - time.GetUtcNow()),
            _ => null,
        };
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

    [GeneratedRegex(@";\s*t=(\d+)")]
    private static partial Regex Seconds();
}
