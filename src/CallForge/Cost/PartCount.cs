using System.Text.Json;
using CallForge.Files;

namespace CallForge.Cost;

/// <summary>The tokens of a part's requests, counted from its lines as they are sent: streaming, on all cores.</summary>
/// <param name="Inputs">Of each request, in their order.</param>
/// <param name="Cached">Of the input, what is read from the cache if all but the first request find their common head there.</param>
/// <param name="MaxOutput">The most that all answers together can have; null if a request has no limit.</param>
internal sealed record PartCount(IReadOnlyList<int> Inputs, long Input, long Cached, long? MaxOutput)
{
    private const int WindowLines = 512;
    private const int WindowBytes = 16_000_000;

    public static PartCount Of(string inputPath, BatchPart part, PromptCount counter, CancellationToken cancellationToken)
    {
        var (inputs, window, bytes) = (new List<int>(part.Requests), new List<byte[]>(), 0);
        var (cached, maxOutput, seen) = (0L, (long?)0, new HashSet<int>());
        foreach (var range in part.Ranges)
        {
            using var lines = new LineReader(inputPath, range.Offset, range.Offset + range.Length);
            while (lines.Read())
            {
                if (lines.Line.IsEmpty) continue;
                window.Add(lines.Line.ToArray());
                bytes += lines.Line.Length;
                if (window.Count == WindowLines || bytes > WindowBytes) Flush();
            }
        }

        Flush();
        return new PartCount(inputs, inputs.Sum(tokens => (long)tokens), cached, maxOutput);

        void Flush()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var counts = new RequestTokens[window.Count];
            Parallel.For(0, window.Count, i => counts[i] = Count(window[i], counter));
            foreach (var count in counts)
            {
                inputs.Add(count.Input);
                if (count.Head is { } head && !seen.Add(head)) cached += count.Cacheable;
                maxOutput += part.MaxOutputTokens ?? count.MaxOutput;
            }

            window.Clear();
            bytes = 0;
        }
    }

    private static RequestTokens Count(byte[] line, PromptCount counter)
    {
        try
        {
            return counter.Of(line);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return default; // The file changed under us; what sends it says so.
        }
    }
}
