using System.Runtime.InteropServices;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Reads a teacher's transcript and loses nothing: every non-blank character ends up in a turn, in the metadata or in a
/// diagnostic. Thread-safe.
/// </summary>
internal sealed class TranscriptReader(TranscriptLabels labels, IReadOnlyList<Tool> tools)
{
    private readonly TranscriptGrammar _grammar = new(labels);
    private readonly Dictionary<string, Tool> _tools = tools.ToDictionary(tool => tool.Name);

    /// <param name="expected">User id and date the transcript was asked for, if known: they fill gaps and must not be contradicted.</param>
    public TranscriptReading Read(ReadOnlyMemory<byte> transcript, TranscriptMetadata? expected = null)
    {
        var repairs = new List<Diagnostic>();
        var segments = new TranscriptSegments(_grammar, repairs).Cut(transcript);
        var first = segments.FindIndex(segment => segment.Marker > Marker.Date);
        if (first < 0) return new TranscriptReading(null, new Diagnostic(RejectionCode.Empty, "There is no turn in it.", 0, ""), repairs);

        var metadata = TranscriptMetadata.Read(segments.Take(first), expected, repairs, out var rejection);
        if (rejection is not null) return new TranscriptReading(null, rejection, repairs);

        var turns = new TurnBuilder(_tools, repairs);
        rejection = turns.Add(CollectionsMarshal.AsSpan(segments)[first..]);
        return rejection is null
            ? new TranscriptReading(new Conversation(Encoding.UTF8.GetBytes(metadata.UserId!), Encoding.UTF8.GetBytes(metadata.Date!), turns.Turns), null, repairs)
            : new TranscriptReading(null, rejection, repairs);
    }
}
