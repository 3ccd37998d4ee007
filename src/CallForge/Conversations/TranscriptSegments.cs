using System.Text;

namespace CallForge.Conversations;

/// <summary>What stands between one marker and the next, trimmed. Without a marker: what stands before the first.</summary>
/// <param name="Note">What stood beside the label, as <c>#2</c> in <c>(고객 #2)</c>; null if nothing did.</param>
internal readonly record struct Segment(Marker Marker, int Line, ReadOnlyMemory<byte> Content, string? Note = null);

/// <summary>Cuts a transcript at its markers. Every non-blank character ends up in a segment or in a repair.</summary>
internal sealed class TranscriptSegments(TranscriptGrammar grammar, List<Diagnostic> repairs)
{
    private readonly List<Segment> _segments = new(capacity: 32);

    public List<Segment> Cut(ReadOnlyMemory<byte> transcript)
    {
        var text = new TranscriptFrame(grammar, repairs).TakeOff(transcript);
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
                if (!found.IsExact) Record(found, line, text[start..end]);
            }

            start = end + 1;
        }

        Add(open, openLine, text[Math.Min(contentStart, text.Length)..]);
        return _segments;
    }

    private void Add(MarkerLine marker, int line, ReadOnlyMemory<byte> content)
    {
        content = Blanks.Trim(content);
        if (marker.OpenBold is { } bold) content = WithoutFirst(Encoding.UTF8.GetBytes(bold), content);
        if (marker.Marker != Marker.None || !content.IsEmpty) _segments.Add(new Segment(marker.Marker, line, content, marker.Note));
    }

    private void Record(MarkerLine marker, int line, ReadOnlyMemory<byte> text) => repairs.Add(marker.Note is null
        ? new Diagnostic(RepairCode.Label, "A marker was read that is not written as the grammar says.", line, Encoding.UTF8.GetString(text.Span))
        : new Diagnostic(RepairCode.LabelNote, $"'{marker.Note}' beside a label was set aside.", line, Encoding.UTF8.GetString(text.Span)));

    private static ReadOnlyMemory<byte> WithoutFirst(byte[] mark, ReadOnlyMemory<byte> content)
    {
        var place = content.Span.IndexOf(mark);
        return place < 0 ? content : Blanks.Trim(new[] { content[..place], content[(place + mark.Length)..] }.SelectMany(part => part.ToArray()).ToArray());
    }
}
