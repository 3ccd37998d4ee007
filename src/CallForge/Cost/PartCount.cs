using System.Buffers;
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
    private const int WindowBytes = 4_000_000;

    public static PartCount Of(string inputPath, BatchPart part, PromptCount counter, CancellationToken cancellationToken)
    {
        var (inputs, window, requests) = (new List<int>(part.Requests), new ArrayBufferWriter<byte>(WindowBytes), new List<Range>());
        var (cached, maxOutput, seen) = (0L, (long?)0, new HashSet<int>());
        foreach (var range in part.Ranges)
        {
            using var lines = new LineReader(inputPath, range.Offset, range.Offset + range.Length);
            while (lines.Read())
            {
                if (lines.Line.IsEmpty) continue;
                requests.Add(window.WrittenCount..(window.WrittenCount + lines.Line.Length));
                window.Write(lines.Line.Span);
                if (requests.Count == WindowLines || window.WrittenCount > WindowBytes) Flush();
            }
        }

        Flush();
        return new PartCount(inputs, inputs.Sum(tokens => (long)tokens), cached, maxOutput);

        void Flush()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (counts, text) = (new RequestTokens[requests.Count], window.WrittenMemory);
            Parallel.For(0, requests.Count, i => counts[i] = Count(text[requests[i]].Span, counter));
            foreach (var count in counts)
            {
                inputs.Add(count.Input);
                if (count.Head is { } head && !seen.Add(head)) cached += count.Cacheable;
                maxOutput += part.MaxOutputTokens ?? count.MaxOutput;
            }

            window.ResetWrittenCount();
            requests.Clear();
        }
    }

    private static RequestTokens Count(ReadOnlySpan<byte> line, PromptCount counter)
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
