using System.Text;

namespace CallForge.Conversations;

/// <summary>Something about a transcript that must not pass in silence: a repair, or the reason of a rejection.</summary>
/// <param name="Code">From <see cref="RejectionCode"/> or <see cref="RepairCode"/>.</param>
/// <param name="Line">Line of the transcript, from 1; 0 if it is about the whole.</param>
/// <param name="Excerpt">The text in question; all of it where a repair took it out.</param>
internal sealed record Diagnostic(string Code, string Message, int Line, string Excerpt)
{
    private const int ExcerptLength = 200;

    /// <summary>A rejection: the start of the text is enough, the whole transcript is kept beside it.</summary>
    public static Diagnostic Reject(string code, string message, Segment segment)
    {
        var text = Encoding.UTF8.GetString(segment.Content.Span);
        var length = ExcerptLength - (text.Length > ExcerptLength && char.IsHighSurrogate(text[ExcerptLength - 1]) ? 1 : 0);
        return new Diagnostic(code, message, segment.Line, text.Length > ExcerptLength ? text[..length] + "…" : text);
    }

    public static Diagnostic Repair(string code, string message, Segment segment) =>
        new(code, message, segment.Line, Encoding.UTF8.GetString(segment.Content.Span));
}
