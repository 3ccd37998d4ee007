using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Files;

namespace CallForge.Submit;

/// <summary>What of the input a part uploads, and how a part is made smaller.</summary>
internal static class PartContent
{
    /// <summary>The lines of the part as they are in the input, or rewritten in memory with the part's own limit of output tokens.</summary>
    public static Stream Open(string path, BatchPart part, Action<long> onRead) =>
        part.MaxOutputTokens is { } limit ? new MemoryStream(Rewritten(path, part, limit)) : new ByteRangesStream(path, part.Ranges, onRead);

    public static string HashOf(string path, BatchPart part)
    {
        using var content = Open(path, part, _ => { });
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>A part in two, each with half of its requests.</summary>
    public static (BatchPart First, BatchPart Second) Halve(string path, BatchPart part)
    {
        var (first, second) = (new List<ByteRange>(), new List<ByteRange>());
        var request = 0;
        foreach (var range in part.Ranges)
        {
            var middle = range.Offset;
            using var lines = new LineReader(path, range.Offset, range.Offset + range.Length);
            while (request < part.Requests / 2 && lines.Read())
            {
                request++;
                middle = lines.NextOffset;
            }

            if (middle > range.Offset) first.Add(new ByteRange(range.Offset, middle - range.Offset));
            if (middle < range.Offset + range.Length) second.Add(new ByteRange(middle, range.Offset + range.Length - middle));
        }

        return (Of(first, part.Requests / 2), Of(second, part.Requests - part.Requests / 2));

        BatchPart Of(List<ByteRange> ranges, int requests)
        {
            var half = new BatchPart(part.Part, ranges, requests, "", part.Model, part.Endpoint, FailedBatchIds: part.FailedBatchIds, Attempt: part.Attempt, MaxOutputTokens: part.MaxOutputTokens);
            return half with { Sha256 = HashOf(path, half) };
        }
    }

    private static byte[] Rewritten(string path, BatchPart part, int limit)
    {
        using var content = new MemoryStream();
        foreach (var range in part.Ranges)
        {
            using var lines = new LineReader(path, range.Offset, range.Offset + range.Length);
            while (lines.Read())
            {
                var request = JsonNode.Parse(lines.Line.Span)!;
                request["body"]![part.Endpoint.EndsWith("/responses", StringComparison.Ordinal) ? "max_output_tokens" : "max_completion_tokens"] = limit;
                using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) request.WriteTo(writer);
                content.WriteByte((byte)'\n');
            }
        }

        return content.ToArray();
    }
}
