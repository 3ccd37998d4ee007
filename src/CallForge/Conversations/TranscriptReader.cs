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
    private readonly StrayMarkers _strayMarkers = new(labels);
    private readonly LooseMetadata _looseMetadata = new(labels);
    private readonly ForeignCalls _foreignCalls = new(tools.Select(tool => tool.Name));
    private readonly Dictionary<string, Tool> _tools = tools.ToDictionary(tool => tool.Name);

    /// <param name="expected">User id and date the transcript was asked for, if known: they fill gaps and must not be contradicted.</param>
    public TranscriptReading Read(ReadOnlyMemory<byte> transcript, TranscriptMetadata? expected = null)
    {
        var repairs = new List<Diagnostic>();
        var text = new ThoughtPreface(_grammar, repairs).TakeOff(transcript, out var rejection);
        var conversation = rejection is null ? Read(text, expected, repairs, out rejection) : null;
        // A token of the template is the graver reason.
        if (rejection is { Code: RejectionCode.ForeignCall }) rejection = SpecialTokens.FindWritten(text.Span) ?? rejection;
        if (conversation is not null) rejection = SpecialTokens.Find(text.Span, conversation) ?? OddCharacters.Find(text.Span, conversation);
        return new TranscriptReading(rejection is null ? conversation : null, rejection, repairs);
    }

    private Conversation? Read(ReadOnlyMemory<byte> transcript, TranscriptMetadata? expected, List<Diagnostic> repairs, out Diagnostic? rejection)
    {
        var segments = new TranscriptSegments(_grammar, repairs).Cut(transcript);
        var first = segments.FindIndex(segment => segment.Marker > Marker.Date);
        if (first < 0)
        {
            rejection = new Diagnostic(RejectionCode.Empty, "There is no turn in it.", 0, "");
            return null;
        }

        var metadata = new MetadataReader(_strayMarkers, _looseMetadata, repairs).Read(segments[..first], expected, out rejection);
        if (rejection is not null) return null;
        var turns = new TurnBuilder(_tools, _strayMarkers, _foreignCalls, repairs);
        rejection = turns.Add(CollectionsMarshal.AsSpan(segments)[first..]);
        return rejection is null ? new Conversation(Encoding.UTF8.GetBytes(metadata.UserId!), Encoding.UTF8.GetBytes(metadata.Date!), turns.Turns) : null;
    }
}
