using System.Text;

namespace CallForge.Conversations;

/// <summary>What stands between one marker and the next, trimmed.</summary>
internal readonly record struct Segment(Marker Marker, int Line, ReadOnlyMemory<byte> Content);

/// <summary>Cuts a transcript at its markers. Every non-blank character ends up in a segment or in a repair.</summary>
internal sealed class TranscriptSegments(TranscriptGrammar grammar, List<Diagnostic> repairs)
{
    private static readonly byte[] Blank = " \t\n"u8.ToArray();

    private readonly List<Segment> _segments = [];

    public List<Segment> Cut(ReadOnlyMemory<byte> transcript)
    {
        var text = WithoutFence(WithPlainLineEnds(WithoutByteOrderMark(transcript)));
        var (open, openLine, contentStart) = (default(MarkerLine), 1, 0);
        for (var (start, line) = (0, 1); start < text.Length; line++)
        {
            var length = text.Span[start..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : start + length;
            var found = grammar.Find(text.Span[start..end]);
            if (found.Marker != Marker.None)
            {
                Add(open, openLine, text[contentStart..start]);
                (open, openLine, contentStart) = (found, line, start + found.ContentStart);
                if (!found.IsExact) Record(RepairCode.Label, "A marker was read that is not written as the grammar says.", line, text[start..end]);
            }

            start = end + 1;
        }

        Add(open, openLine, text[Math.Min(contentStart, text.Length)..]);
        return _segments;
    }

    private void Add(MarkerLine marker, int line, ReadOnlyMemory<byte> content)
    {
        content = Trim(content);
        if (marker.OpenBold is { } bold) content = WithoutFirst(Encoding.UTF8.GetBytes(bold), content);
        if (marker.Marker != Marker.None)
            _segments.Add(new Segment(marker.Marker, line, content));
        else if (!content.IsEmpty)
            Record(RepairCode.Preface, "Text before the first marker was set aside.", line, content);
    }

    private ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text)
    {
        if (!text.Span.StartsWith(Encoding.UTF8.Preamble)) return text;
        Record(RepairCode.ByteOrderMark, "A byte order mark was taken off.", 1, default);
        return text[Encoding.UTF8.Preamble.Length..];
    }

    private ReadOnlyMemory<byte> WithPlainLineEnds(ReadOnlyMemory<byte> text)
    {
        if (text.Span.IndexOf((byte)'\r') < 0) return text;
        Record(RepairCode.LineEnds, "Carriage returns were read as line ends.", 1, default);
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span)
            .Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
    }

    private ReadOnlyMemory<byte> WithoutFence(ReadOnlyMemory<byte> text)
    {
        var inside = InsideFence(Trim(text));
        if (inside is null) return text;
        Record(RepairCode.CodeFence, "A code fence around the transcript was taken off.", 1, default);
        // Its line stays as a blank one, so that line numbers are those of the transcript.
        return new byte[] { (byte)'\n' }.Concat(inside.Value.ToArray()).ToArray();
    }

    /// <summary>What is between an opening <c>```</c> line and a closing one, or null if the text is not fenced.</summary>
    public static ReadOnlyMemory<byte>? InsideFence(ReadOnlyMemory<byte> trimmed)
    {
        if (!trimmed.Span.StartsWith("```"u8) || !trimmed.Span.EndsWith("\n```"u8)) return null;
        var firstLine = trimmed.Span.IndexOf((byte)'\n');
        return firstLine < trimmed.Length - 4 ? trimmed[(firstLine + 1)..^4] : default;
    }

    private static ReadOnlyMemory<byte> WithoutFirst(byte[] mark, ReadOnlyMemory<byte> content)
    {
        var place = content.Span.IndexOf(mark);
        return place < 0 ? content : Trim(new[] { content[..place], content[(place + mark.Length)..] }.SelectMany(part => part.ToArray()).ToArray());
    }

    private void Record(string code, string message, int line, ReadOnlyMemory<byte> excerpt) =>
        repairs.Add(new Diagnostic(code, message, line, Encoding.UTF8.GetString(excerpt.Span)));

    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text) => text.Trim(Blank);
}
