using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// Takes off what is around a transcript or beneath its letters: a byte order mark, other line ends, decomposed Hangul,
/// a code fence with what stands outside it. Lines keep their numbers.
/// </summary>
internal sealed partial class TranscriptFrame(TranscriptGrammar grammar, List<Diagnostic> repairs)
{
    public ReadOnlyMemory<byte> TakeOff(ReadOnlyMemory<byte> transcript) =>
        WithoutFence(WithComposedHangul(WithPlainLineEnds(WithoutByteOrderMark(transcript))));

    private ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text)
    {
        if (!text.Span.StartsWith(Encoding.UTF8.Preamble)) return text;
        Record(RepairCode.ByteOrderMark, "A byte order mark was taken off.");
        return text[Encoding.UTF8.Preamble.Length..];
    }

    private ReadOnlyMemory<byte> WithPlainLineEnds(ReadOnlyMemory<byte> text)
    {
        if (text.Span.IndexOf((byte)'\r') < 0 && text.Span.IndexOf("\u2028"u8) < 0 && text.Span.IndexOf("\u2029"u8) < 0) return text;
        var before = Encoding.UTF8.GetString(text.Span);
        var after = before.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        after = Separators().Replace(after, match => StartsWithMarker(after.AsSpan(match.Index + match.Length)) ? new string('\n', match.Length) : match.Value);
        if (after == before) return text;
        Record(RepairCode.LineEnds, "Other line ends were read as line feeds.");
        return Encoding.UTF8.GetBytes(after);
    }

    /// <summary>U+2028 and U+2029 are characters of a text, unless a marker follows.</summary>
    private bool StartsWithMarker(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('\n', '\u2028', '\u2029');
        return grammar.Find(Encoding.UTF8.GetBytes((end < 0 ? rest : rest[..end]).ToString())).Marker != Marker.None;
    }

    private ReadOnlyMemory<byte> WithComposedHangul(ReadOnlyMemory<byte> text)
    {
        if (text.Span.IndexOf((byte)0xE1) < 0) return text; // U+1000 to U+1FFF, where the parts of syllables are.
        var before = Encoding.UTF8.GetString(text.Span);
        var after = HangulComposition.Compose(before);
        if (after.Length == before.Length) return text;
        Record(RepairCode.DecomposedHangul, "Decomposed Hangul was put together.");
        return Encoding.UTF8.GetBytes(after);
    }

    private ReadOnlyMemory<byte> WithoutFence(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf("```"u8) < 0) return utf8;
        var text = Encoding.UTF8.GetString(utf8.Span);
        var fences = CodeFence.Line().Matches(text);
        if (fences.Count < 2) return utf8;
        var (opening, closing) = (fences[0], fences[^1]);
        var (before, after) = (text[..opening.Index], text[(closing.Index + closing.Length)..]);
        if (HasMarker(before) || HasMarker(after) || !HasMarker(text[opening.Index..closing.Index])) return utf8;

        repairs.Add(new Diagnostic(RepairCode.CodeFence, "A code fence around the transcript was taken off.", 1, $"{opening.Value.Trim()}\n{closing.Value.Trim()}"));
        SetAside(RepairCode.Preface, "Text before the code fence was set aside.", text, 0, before);
        SetAside(RepairCode.ClosingNote, "Text after the code fence was set aside.", text, closing.Index + closing.Length, after);
        var inside = text[(opening.Index + opening.Length)..closing.Index];
        return Encoding.UTF8.GetBytes(new string('\n', before.AsSpan().Count('\n')) + inside);
    }

    private bool HasMarker(string text) => text.Split('\n').Any(line => grammar.Find(Encoding.UTF8.GetBytes(line)).Marker != Marker.None);

    private void SetAside(string code, string message, string text, int start, string part)
    {
        var trimmed = part.Trim();
        if (trimmed is "") return;
        var line = text.AsSpan(0, start + part.IndexOf(trimmed, StringComparison.Ordinal)).Count('\n') + 1;
        repairs.Add(new Diagnostic(code, message, line, trimmed));
    }

    private void Record(string code, string message) => repairs.Add(new Diagnostic(code, message, 1, ""));

    [GeneratedRegex(@"[\u2028\u2029]+")]
    private static partial Regex Separators();
}
