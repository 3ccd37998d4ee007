using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Whose conversation it is, and of which day.</summary>
/// <param name="Date"><c>yyyy-MM-dd</c>.</param>
internal sealed partial record TranscriptMetadata(string? UserId, string? Date)
{
    private static readonly char[] Quotes = ['"', '\'', '`'];

    /// <summary>Reads the lines above the first turn. What is missing is taken from the request's scenario; what contradicts it is rejected.</summary>
    public static TranscriptMetadata Read(IEnumerable<Segment> segments, TranscriptMetadata? expected, List<Diagnostic> repairs, out Diagnostic? rejection)
    {
        var read = new TranscriptMetadata(null, null);
        rejection = null;
        foreach (var segment in segments)
        {
            var value = ValueOf(segment, repairs);
            if ((segment.Marker == Marker.UserId ? read.UserId : read.Date) is not null)
            {
                rejection = new Diagnostic(RejectionCode.TwoConversations, "The metadata of a second conversation begins.", segment.Line, value);
                return read;
            }

            if (segment.Marker == Marker.UserId)
                read = read with { UserId = value };
            else if (NormalDate(value, segment.Line, repairs) is { } date)
                read = read with { Date = date };
            else
                rejection ??= new Diagnostic(RejectionCode.BadDate, $"'{value}' is no date in the form yyyy-MM-dd.", segment.Line, value);
        }

        return rejection is null ? Settle(read, expected, repairs, out rejection) : read;
    }

    private static TranscriptMetadata Settle(TranscriptMetadata read, TranscriptMetadata? expected, List<Diagnostic> repairs, out Diagnostic? rejection)
    {
        rejection = Conflict("user id", read.UserId, expected?.UserId) ?? Conflict("date", read.Date, expected?.Date);
        var settled = new TranscriptMetadata(read.UserId ?? expected?.UserId, read.Date ?? expected?.Date);
        if (settled.UserId is null || settled.Date is null)
            rejection ??= new Diagnostic(RejectionCode.MissingMetadata, $"There is no {(settled.UserId is null ? "user id" : "date")}.", 0, "");
        else if (settled != read)
            repairs.Add(new Diagnostic(RepairCode.MetadataFromScenario, $"Missing metadata was taken from the request: {settled.UserId}, {settled.Date}.", 0, ""));
        return settled;
    }

    private static Diagnostic? Conflict(string what, string? read, string? expected) =>
        read is null || expected is null || read == expected
            ? null
            : new Diagnostic(RejectionCode.MetadataConflict, $"The {what} is '{read}', but the request asked for '{expected}'.", 0, read);

    private static string ValueOf(Segment segment, List<Diagnostic> repairs)
    {
        var text = Encoding.UTF8.GetString(segment.Content.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var value = (end < 0 ? text : text[..end]).Trim();
        if (end >= 0)
            repairs.Add(new Diagnostic(RepairCode.Preface, "Text below the metadata was set aside.", segment.Line + 1, text[(end + 1)..].Trim()));

        var unquoted = value.Trim(Quotes);
        if (unquoted.Length < value.Length)
            repairs.Add(new Diagnostic(RepairCode.Metadata, "Quotes around a metadata value were taken off.", segment.Line, value));
        return unquoted;
    }

    private static string? NormalDate(string value, int line, List<Diagnostic> repairs)
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
