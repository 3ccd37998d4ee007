using System.Text.Json;
using CallForge.Files;
using CallForge.OpenAI;
using CallForge.Submit;

namespace CallForge.Retry;

/// <summary>The parts that another attempt consists of.</summary>
/// <param name="Parts">Without a number: they are put behind those there are.</param>
/// <param name="Left">Requests with a wanted reason that were tried as often as allowed.</param>
internal sealed record RetryPlan(IReadOnlyList<BatchPart> Parts, int Left)
{
    /// <summary>A part whose lines are rewritten is made in memory, so it is kept small.</summary>
    private const long MaxRewrittenBytes = 16_000_000;

    private sealed record Request(ByteRange Range, int Attempt, int? MaxOutputTokens);

    /// <param name="wanted">What to try again: the reason of each request, by its <c>custom_id</c>.</param>
    /// <param name="maxAttempts">How often a request may be sent in all.</param>
    /// <param name="maxOutputTokens">For truncated ones; null doubles what they had.</param>
    public static RetryPlan Make(BatchStatusFile status, IReadOnlyDictionary<string, string> wanted, int maxAttempts, int? maxOutputTokens)
    {
        var limits = LimitsOf(status);
        var (requests, left) = (new List<Request>(), 0);
        using var lines = new LineReader(status.Input);
        for (var offset = 0L; lines.Read(); offset = lines.NextOffset)
        {
            if (lines.Line.IsEmpty || !wanted.TryGetValue(RequestLine.CustomIdOf(lines.Line.Span), out var reason)) continue;
            var (attempt, limit) = limits.GetValueOrDefault(offset, (1, null));
            if (attempt >= maxAttempts) left++;
            else requests.Add(new Request(new ByteRange(offset, lines.NextOffset - offset), attempt + 1, reason == RetryReason.Truncated ? maxOutputTokens ?? Doubled(limit, lines) : limit));
        }

        var first = status.Batches[0];
        var parts = requests.GroupBy(request => (request.Attempt, request.MaxOutputTokens)).SelectMany(group => Cut(group, first)).ToList();
        return new RetryPlan([.. parts.Select(part => part with { Sha256 = PartContent.HashOf(status.Input, part) })], left);
    }

    /// <summary>How often each request that was tried again was sent, and with which limit, by its place in the input.</summary>
    private static Dictionary<long, (int Attempt, int? MaxOutputTokens)> LimitsOf(BatchStatusFile status)
    {
        var limits = new Dictionary<long, (int, int?)>();
        foreach (var part in status.Batches.Where(part => part.Attempt > 1).OrderBy(part => part.Attempt))
        {
            foreach (var range in part.Ranges)
            {
                using var lines = new LineReader(status.Input, range.Offset, range.Offset + range.Length);
                while (lines.Read()) limits[lines.Offset] = (part.Attempt, part.MaxOutputTokens);
            }
        }

        return limits;
    }

    private static int Doubled(int? limit, LineReader lines)
    {
        if (limit is null)
        {
            using var request = JsonDocument.Parse(lines.Line);
            var body = request.RootElement.GetProperty("body");
            if (TokenLimit.NameIn(name => body.TryGetProperty(name, out _)) is not { } limitName)
                throw CommandFailure.Usage("A truncated request has no limit of its own: the model's own limit cut it; give --max-output-tokens, or leave truncated out with --reason.");
            limit = body.GetProperty(limitName).TryGetInt32(out var told) ? told : int.MaxValue;
        }

        return (int)Math.Min(limit.Value * 2L, int.MaxValue);
    }

    private static IEnumerable<BatchPart> Cut(IEnumerable<Request> requests, BatchPart first)
    {
        var (ranges, count, bytes) = (new List<ByteRange>(), 0, 0L);
        Request? last = null;
        foreach (var request in requests)
        {
            if (count == InputScan.MaxRequests || (count > 0 && bytes + request.Range.Length > (request.MaxOutputTokens is null ? InputScan.MaxBytes : MaxRewrittenBytes)))
            {
                yield return Part();
                (ranges, count, bytes) = ([], 0, 0);
            }

            if (ranges.Count > 0 && ranges[^1].Offset + ranges[^1].Length == request.Range.Offset)
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + request.Range.Length };
            else
                ranges.Add(request.Range);
            (last, count, bytes) = (request, count + 1, bytes + request.Range.Length);
        }

        if (last is not null) yield return Part();

        BatchPart Part() => new(0, ranges, count, "", first.Model, first.Endpoint, Attempt: last!.Attempt, MaxOutputTokens: last.MaxOutputTokens);
    }
}
