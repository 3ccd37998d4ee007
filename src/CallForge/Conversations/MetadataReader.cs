using System.Text;

namespace CallForge.Conversations;

/// <summary>Reads the lines above the first turn. What is missing is taken from the request's scenario; what contradicts it is rejected.</summary>
internal sealed class MetadataReader(StrayMarkers strayMarkers, LooseMetadata loose, List<Diagnostic> repairs)
{
    public TranscriptMetadata Read(IReadOnlyList<Segment> segments, TranscriptMetadata? expected, out Diagnostic? rejection)
    {
        var read = new TranscriptMetadata(null, null);
        rejection = null;
        var seen = new HashSet<Marker>();
        foreach (var segment in segments)
        {
            rejection = segment.Marker != Marker.None && !seen.Add(segment.Marker)
                ? Diagnostic.Reject(RejectionCode.TwoConversations, "The metadata of a second conversation begins.", segment)
                : SetAside(segment) ?? Take(segment, expected, ref read);
            if (rejection is not null) return read;
        }

        if (read.UserId is null || read.Date is null) rejection = TakeLoose(segments, expected, ref read);
        if (rejection is not null) return read;
        var settled = new TranscriptMetadata(read.UserId ?? expected?.UserId, read.Date ?? expected?.Date);
        if (settled.UserId is null || settled.Date is null)
            rejection = new Diagnostic(RejectionCode.MissingMetadata, $"There is no {(settled.UserId is null ? "user id" : "date")}.", 0, "");
        else if (settled != read)
            repairs.Add(new Diagnostic(RepairCode.MetadataFromScenario, $"Missing metadata was taken from the request: {settled.UserId}, {settled.Date}.", 0, ""));
        return settled;
    }

    /// <summary>Text that is no metadata: before the first marker, or below the line of one.</summary>
    private Diagnostic? SetAside(Segment segment)
    {
        var end = segment.Marker == Marker.None ? -1 : segment.Content.Span.IndexOf((byte)'\n');
        if (segment.Marker != Marker.None && end < 0) return null;
        var below = segment.Content[(end + 1)..];
        var text = new Segment(Marker.None, segment.Line + (end < 0 ? 0 : 1), below);
        if (strayMarkers.Find(text, startsLine: true) is { } stray) return stray;
        var message = end < 0 ? "Text before the first marker was set aside." : "Text below the metadata was set aside.";
        repairs.Add(Diagnostic.Repair(RepairCode.Preface, message, text with { Content = Blanks.Trim(below) }));
        return null;
    }

    private Diagnostic? Take(Segment segment, TranscriptMetadata? expected, ref TranscriptMetadata read)
    {
        if (segment.Marker == Marker.None) return null;
        var written = Encoding.UTF8.GetString(segment.Content.Span).Split('\n')[0].Trim();
        if (written is "") return null;
        if (segment.Marker == Marker.Date && MetadataValue.Date(written) is null)
            return Diagnostic.Reject(RejectionCode.BadDate, $"'{written}' is no date in the form yyyy-MM-dd.", segment);

        var (what, value, asked) = segment.Marker == Marker.UserId
            ? ("user id", MetadataValue.Id(written), expected?.UserId)
            : ("date", MetadataValue.Date(written)!, expected?.Date);
        var isAsked = asked is not null && (value == asked || segment.Marker == Marker.UserId && value == MetadataValue.Id(asked));
        if (asked is not null && !isAsked)
            return Diagnostic.Reject(RejectionCode.MetadataConflict, $"The {what} is '{value}', but the request asked for '{asked}'.", segment);
        if (isAsked) value = asked!;
        if (value != written) repairs.Add(new Diagnostic(RepairCode.Metadata, $"The {what} was read as {value}.", segment.Line, written));
        read = segment.Marker == Marker.UserId ? read with { UserId = value } : read with { Date = value };
        return null;
    }

    /// <summary>From lines that no marker begins, where there is none of a kind.</summary>
    private Diagnostic? TakeLoose(IReadOnlyList<Segment> segments, TranscriptMetadata? expected, ref TranscriptMetadata read)
    {
        foreach (var segment in segments)
        {
            var number = segment.Line;
            foreach (var line in Encoding.UTF8.GetString(segment.Content.Span).Split('\n'))
            {
                var (marker, value) = loose.Find(line);
                if (marker == Marker.UserId && read.UserId is null || marker == Marker.Date && read.Date is null)
                {
                    repairs.Add(new Diagnostic(RepairCode.Metadata, "Metadata without its brackets was read.", number, line.Trim()));
                    if (Take(new Segment(marker, number, Encoding.UTF8.GetBytes(value)), expected, ref read) is { } rejection) return rejection;
                }

                number++;
            }
        }

        return null;
    }
}
