using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Reads the lines above the first turn. What is missing is taken from the request's scenario; what contradicts it is rejected.</summary>
internal sealed partial class MetadataReader(StrayMarkers strayMarkers, List<Diagnostic> repairs)
{
    private static readonly char[] Quotes = ['"', '\'', '`'];

    public TranscriptMetadata Read(IEnumerable<Segment> segments, TranscriptMetadata? expected, out Diagnostic? rejection)
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
        if (segment.Marker == Marker.None || ValueOf(segment) is not { Length: > 0 } value) return null;
        if (segment.Marker == Marker.UserId)
        {
            read = read with { UserId = value };
            return Conflict("user id", value, expected?.UserId, segment);
        }

        if (NormalDate(value, segment.Line) is not { } date) return Diagnostic.Reject(RejectionCode.BadDate, $"'{value}' is no date in the form yyyy-MM-dd.", segment);
        read = read with { Date = date };
        return Conflict("date", date, expected?.Date, segment);
    }

    private static Diagnostic? Conflict(string what, string read, string? expected, Segment segment) =>
        expected is null || read == expected
            ? null
            : Diagnostic.Reject(RejectionCode.MetadataConflict, $"The {what} is '{read}', but the request asked for '{expected}'.", segment);

    private string ValueOf(Segment segment)
    {
        var value = Encoding.UTF8.GetString(segment.Content.Span).Split('\n')[0].Trim();
        var unquoted = value.Trim(Quotes);
        if (unquoted.Length < value.Length)
            repairs.Add(new Diagnostic(RepairCode.Metadata, "Quotes around a metadata value were taken off.", segment.Line, value));
        return unquoted;
    }

    private string? NormalDate(string value, int line)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return value;
        var match = LooseDate().Match(value);
        if (!match.Success) return null;
        var date = $"{match.Groups[1].Value}-{match.Groups[2].Value.PadLeft(2, '0')}-{match.Groups[3].Value.PadLeft(2, '0')}";
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return null;
        repairs.Add(new Diagnostic(RepairCode.Metadata, $"The date was read as {date}.", line, value));
        return date;
    }

    /// <summary><c>2024년 5월 23일</c>, <c>2024.5.23</c>, <c>2024-05-23T10:00</c>.</summary>
    [GeneratedRegex(@"\A([0-9]{4})(?:년 ?|[-./] ?)([0-9]{1,2})(?:월 ?|[-./] ?)([0-9]{1,2})(?:일|\.)?(?:[T ].*|\([월화수목금토일]\))?\z")]
    private static partial Regex LooseDate();
}
