using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// Text below a turn that belongs to none: a rule, the heading of another conversation, a remark about this one. What
/// is surely a closing note is set aside; where it could be the end of an answer, the transcript is rejected.
/// </summary>
internal static partial class StrayText
{
    /// <summary>Null, or why the text of a turn cannot be told from what is below it.</summary>
    public static Diagnostic? Find(Segment segment, bool isLast)
    {
        if (EscapedLetter().IsMatch(segment.Content.Span, out var text))
            return Diagnostic.Reject(RejectionCode.EscapedText, "The text has \\uXXXX for its letters.", segment);
        if (!segment.Content.Span.Contains((byte)'\n')) return null;
        text ??= Encoding.UTF8.GetString(segment.Content.Span);
        var stray = Title().Match(text);
        if (!stray.Success) stray = isLast ? Remark().Match(text) : LastLine().Match(text);
        if (!stray.Success && CodeFence.IsOpen(text)) stray = CodeFence.Line().Match(text);
        return stray.Success
            ? Diagnostic.Reject(
                RejectionCode.StrayText, "Text stands below a turn that seems to be no part of it.",
                new Segment(segment.Marker, segment.Line + text.AsSpan(0, stray.Index + stray.Length - stray.Value.TrimStart().Length).Count('\n'), Encoding.UTF8.GetBytes(stray.Value.Trim())))
            : null;
    }

    /// <summary>The last turn without what is said about the conversation, not in it.</summary>
    public static Segment WithoutClosingNote(Segment segment, List<Diagnostic> repairs)
    {
        var text = Encoding.UTF8.GetString(segment.Content.Span);
        var note = ClosingNote().Match(text);
        if (!note.Success) return segment;
        var line = segment.Line + text.AsSpan(0, note.Groups["note"].Index).Count('\n');
        repairs.Add(new Diagnostic(RepairCode.ClosingNote, "A closing note was set aside.", line, note.Groups["note"].Value));
        return segment with { Content = Blanks.Trim(Encoding.UTF8.GetBytes(text[..note.Index])) };
    }

    private static bool IsMatch(this Regex regex, ReadOnlySpan<byte> utf8, out string? text)
    {
        text = utf8.Contains((byte)'\\') ? Encoding.UTF8.GetString(utf8) : null;
        return text is not null && regex.IsMatch(text);
    }

    [GeneratedRegex(@"\\u[0-9a-fA-F]{4}")]
    private static partial Regex EscapedLetter();

    /// <summary>A line that counts conversations.</summary>
    [GeneratedRegex(@"^[#*\[(<= \t-]*(?:대화|예시|상담 기록|시나리오|conversation|dialogue|example|scenario) ?#?[0-9]+(?:번)?[:.\])>*= \t-]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    /// <summary>A rule or a heading right above the next marker.</summary>
    [GeneratedRegex(@"\n[ \t]*(?:[-─—]{3,}|\*{3,}|={3,}|_{3,}|\#{1,6}[ \t][^\n]*)\z")]
    private static partial Regex LastLine();

    /// <summary>A rule with text below it, or a last paragraph that speaks of the conversation.</summary>
    [GeneratedRegex(
        @"\n[ \t]*(?:[-─—]{3,}|\*{3,}|={3,}|_{3,})[ \t]*\n.*\S.*\z" +
        @"|\n[ \t]*\n\W*(?:(?:위|이|본|해당|상기)(?:의)? ?(?:상담 )?(?:대화|시나리오)|이상으로 ?(?:대화|시나리오)|요청하신 ?(?:대화|시나리오)|(?:the|this) (?:above )?(?:conversation|dialogue))[^\n]*\z",
        RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Remark();

    [GeneratedRegex(
        @"(?:\n[ \t]*\n[ \t]*(?<note>\([^()\n]*\))" +
        @"|(?:\A|\n)[ \t]*(?<note>\((?:대화|상담)? ?(?:종료|끝)\)|(?![-*][ \t])[\[<*_=─—-]*[ \t]*(?:대화|상담)[ \t]?(?:종료|끝)[ \t]*[\]>*_=─—-]*|[-─—]{3,}|\*{3,}|={3,}|_{3,}))\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ClosingNote();
}
