using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

internal enum Marker
{
    None,
    UserId,
    Date,
    Customer,
    Assistant,
    FunctionCall,
    FunctionResponse,
}

/// <summary>A line that starts something: its marker, where its content begins, and whether it was written as the grammar says.</summary>
/// <param name="OpenBold"><c>**</c> or the like if it was opened before the marker and not closed right after it, else null.</param>
/// <param name="Note">What stands in its brackets beside the label, if anything does.</param>
internal readonly record struct MarkerLine(Marker Marker, int ContentStart, bool IsExact, string? OpenBold = null, string? Note = null);

/// <summary>
/// Recognises markers, <c>(role)</c> and <c>[metadata]</c>, at the start of a line: by the pack's labels, also with a note beside
/// them, and by what models call a call and a response otherwise.
/// </summary>
internal sealed partial class TranscriptGrammar
{
    private readonly (byte[] Text, Marker Marker)[] _exact;
    private readonly Dictionary<(char Open, string Label), Marker> _normalised = [];

    public TranscriptGrammar(TranscriptLabels labels)
    {
        (char Open, char Close, Marker Marker, IReadOnlyList<string> Labels)[] markers =
        [
            ('(', ')', Marker.Customer, labels.Customer),
            ('(', ')', Marker.Assistant, labels.Assistant),
            ('(', ')', Marker.FunctionCall, labels.FunctionCall),
            ('(', ')', Marker.FunctionResponse, labels.FunctionResponse),
            ('[', ']', Marker.UserId, labels.UserId),
            ('[', ']', Marker.Date, labels.Date),
        ];
        _exact = [.. from marker in markers from label in marker.Labels select (Encoding.UTF8.GetBytes($"{marker.Open}{label}{marker.Close}"), marker.Marker)];
        foreach (var (open, _, marker, names) in markers)
            foreach (var name in names) _normalised.TryAdd((open, Normalise(name)), marker);
    }

    public MarkerLine Find(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return default;
        if (line[0] is (byte)'(' or (byte)'[')
        {
            foreach (var (text, marker) in _exact)
                if (line.StartsWith(text) && IsSpaceOrEnd(line[text.Length..])) return new MarkerLine(marker, text.Length, IsExact: true);
        }

        // Letters and Hangul syllables start no marker, and most lines start so.
        return line[0] is (byte)'(' or (byte)'[' or (byte)'*' or (byte)'_' or (byte)'-' or (byte)' ' or (byte)'\t' or (byte)'#' or (byte)'>' or (byte)'`'
                or (>= (byte)'0' and <= (byte)'9') or 0xC2 or 0xE2 or 0xE3 or 0xEF
            ? FindDecorated(line)
            : default;
    }

    private static bool IsSpaceOrEnd(ReadOnlySpan<byte> rest) => rest.IsEmpty || rest[0] == ' ';

    private MarkerLine FindDecorated(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var match = Decorated().Match(text);
        if (!match.Success) return default;
        var open = match.Groups["open"].Value[0] is '(' or '（' ? '(' : '[';
        if (Recognise(open, match.Groups["label"].Value) is not (not Marker.None and var marker, var note)) return default;

        var openBold = match.Groups["closed"].Success ? "" : match.Groups["bold"].Value;
        return new MarkerLine(marker, Encoding.UTF8.GetByteCount(match.ValueSpan), IsExact: false, openBold is "" ? null : openBold, note);
    }

    private (Marker Marker, string? Note) Recognise(char open, string inside)
    {
        if (Named(open, inside) is not Marker.None and var marker) return (marker, null);
        if (open != '(') return default;
        foreach (var (label, note) in LabelNote.Splits(inside))
            if (Named(open, label) is not Marker.None and var noted) return (noted, note);
        return default;
    }

    private Marker Named(char open, string label)
    {
        var name = Normalise(label);
        return _normalised.TryGetValue((open, name), out var marker) ? marker : open == '(' ? ForeignNames.MarkerOf(name) : Marker.None;
    }

    /// <summary>Full-width forms, decomposed Hangul, case and every kind of space make no difference.</summary>
    public static string Normalise(string label)
    {
        var kept = label.Where(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            .Select(PlainWidth);
        return HangulComposition.Compose(string.Concat(kept)).ToLowerInvariant();
    }

    /// <summary>ASCII for a sign or letter in its full width, all else as it is.</summary>
    public static char PlainWidth(char letter) => letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter;

    [GeneratedRegex(@"\A[\s\u200B\u2060\uFEFF]*(?:(?:[-*•>]|\#{1,6}|[0-9]{1,3}[.)])[ \t]+)?(?<bold>\*{1,3}|_{1,3}|`)?(?<open>[(（\[［])(?<label>[^()（）\[\]［］\r\n]{1,200})[)）\]］](?<closed>\k<bold>)?[:：]?", RegexOptions.ExplicitCapture)]
    private static partial Regex Decorated();
}
