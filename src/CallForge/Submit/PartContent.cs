using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>What of the input a part uploads, and how a part is cut.</summary>
internal static class PartContent
{
    /// <summary>The lines of the part as they are in the input, or rewritten in memory with the part's own limit of output tokens.</summary>
    public static Stream Open(string path, BatchPart part, Action<long> onRead) =>
        part.MaxOutputTokens is { } limit ? new MemoryStream(Rewritten(path, part, limit)) : new ByteRangesStream(path, part.Ranges, onRead);

    /// <summary>Of its lines, whatever ends them: it stays the same when a last line without an end gets one, since more follow.</summary>
    public static string HashOf(string path, BatchPart part)
    {
        if (part.MaxOutputTokens is { } limit) return Convert.ToHexStringLower(SHA256.HashData(Rewritten(path, part, limit)));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var range in part.Ranges)
        {
            using var lines = new LineReader(path, range.Offset, range.Offset + range.Length);
            while (lines.Read()) if (!lines.Line.IsEmpty) AddLine(hash, lines.Line.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void AddLine(IncrementalHash hash, ReadOnlySpan<byte> line)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
    }

    /// <summary>Smaller parts with so many of its requests each, in order.</summary>
    public static IReadOnlyList<BatchPart> Cut(string path, BatchPart part, IReadOnlyList<int> sizes)
    {
        var (pieces, ranges, requests) = (new List<BatchPart>(), new List<ByteRange>(), 0);
        foreach (var range in part.Ranges)
        {
            var start = range.Offset;
            using var lines = new LineReader(path, range.Offset, range.Offset + range.Length);
            while (lines.Read())
            {
                if (lines.Line.IsEmpty || ++requests < sizes[pieces.Count] || pieces.Count == sizes.Count - 1) continue;
                ranges.Add(new ByteRange(start, lines.NextOffset - start));
                start = lines.NextOffset;
                Close();
            }

            if (start < range.Offset + range.Length) ranges.Add(new ByteRange(start, range.Offset + range.Length - start));
        }

        Close();
        return pieces;

        void Close()
        {
            var piece = new BatchPart(part.Part, ranges, requests, "", part.Model, part.Endpoint, FailedBatchIds: [.. part.FailedBatchIds, .. part.Batch is { } failed ? [failed.Id] : Array.Empty<string>()], Attempt: part.Attempt, MaxOutputTokens: part.MaxOutputTokens);
            pieces.Add(piece with { Sha256 = HashOf(path, piece) });
            (ranges, requests) = ([], 0);
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
                var body = request["body"]!;
                body[TokenLimit.NameIn(name => body[name] is not null) ?? TokenLimit.NameFor(part.Endpoint)] = limit;
                using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) request.WriteTo(writer);
                content.WriteByte((byte)'\n');
            }
        }

        return content.ToArray();
    }
}
