using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>Markers that are written in another way.</summary>
internal static class MarkerDeviations
{
    public static readonly Deviation[] All =
    [
        Each("label-without-space", "no space inside the label", line => Glue($"({Squeezed(line)})", line.Text)),
        Each("label-spacing", "odd spaces inside the label", line => Glue($"( {line.Label.Replace(" ", "   ", StringComparison.Ordinal)} )", line.Text)),
        Each("label-without-gap", "no space after the label", line => line.Marker + line.Text, line => line.IsSpoken),
        Each("label-tab", "a tab after the label", line => $"{line.Marker}\t{line.Text}"),
        Each("label-nbsp", "no-break spaces inside and after the label", line => line.Marker.Replace(' ', '\u00A0') + '\u00A0' + line.Text),
        Each("label-full-width", "full-width brackets and letters", line => Glue(string.Concat(line.Marker.Select(FullWidth)), line.Text)),
        Each("label-zero-width", "an invisible character before the label", line => '\u200B' + line.ToString()),
        Each("label-own-line", "the text on the line below its label", line => $"{line.Marker}\n{line.Text}"),
        Each("label-indented", "lines are indented", line => "  " + line),
        Each("label-bold", "the label in bold", line => Glue($"**{line.Marker}**", line.Text)),
        Each("label-bold-line", "the whole line in bold", line => $"**{line}**", line => line.IsSpoken),
        Each("label-bullet", "lines as a list", line => "- " + line),
        new("label-numbered", "lines as a numbered list", (written, _) =>
        {
            var number = 0;
            return written.Select(line => line.IsTurn ? new WrittenLine(LineKind.Plain, "", $"{++number}. {line}") : line).ToString();
        }),
        Each("label-heading", "labels as headings", line => "### " + line),
        Each("label-quoted", "lines as a quotation", line => "> " + line),
        Each("label-code", "the label as code", line => Glue($"`{line.Marker}`", line.Text)),
        Each("label-colon", "a colon after the label", line => Glue(line.Marker + ":", line.Text)),
        Each("label-capitals", "function labels in capitals", line => Glue(line.Marker.ToUpperInvariant(), line.Text), line => line.Kind is LineKind.Call or LineKind.Response),
        Each("label-english", "English labels", line => Glue(line.Kind == LineKind.Customer ? "(user)" : "(assistant)", line.Text), line => line.IsSpoken),
        One("label-square", "square brackets around one label", line => Glue($"[{line.Label}]", line.Text)),
        One("label-bare", "one label without brackets", line => $"{line.Label}: {line.Text}"),
        new("label-bare-all", "no label has brackets", (written, _) => Apply(written, line => $"{line.Label}: {line.Text}", line => line.IsTurn)),
        One("label-misspelled", "a wrong letter at the end of one label", line => Glue($"({line.Label[..^1]}{(char)(line.Label[^1] + 1)})", line.Text), line => line.Kind > LineKind.Customer),
        One("label-mood", "a mood beside one label", line => Glue($"({line.Label}, 다급하게)", line.Text), line => line.IsSpoken),
        One("label-name", "a name beside one label", line => Glue($"({line.Label}: 가명)", line.Text), line => line.IsSpoken),
        Each("label-hash", "a number beside every label", line => Glue($"({line.Label} #1)", line.Text)),
        One("label-dash", "a mood behind a dash beside one label", line => Glue($"({line.Label} - 다급하게)", line.Text)),
        One("label-lenticular", "other brackets around one label", line => Glue($"【{line.Label}】", line.Text)),
        One("label-bold-colon", "one label in bold, with a colon", line => Glue($"**{line.Label}:**", line.Text)),
        Each("label-translated", "function labels in Korean", line => Glue(line.Kind == LineKind.Call ? "(함수 호출)" : "(함수 응답)", line.Text), line => line.Kind is LineKind.Call or LineKind.Response),
        One("label-other-name", "one speaker under a name the pack does not have", line => Glue(line.Kind == LineKind.Customer ? "(손님)" : "(챗봇)", line.Text), line => line.IsSpoken),
        new("decomposed-hangul", "all Hangul in decomposed form (NFD)", (written, _) => NullIfSame(written, HangulComposition.Decompose(written.ToString()))),
    ];

    private static Deviation Each(string name, string description, Func<WrittenLine, string> write, Func<WrittenLine, bool>? where = null) =>
        new(name, description, (written, _) => Apply(written, write, where ?? (line => line.IsTurn)));

    private static Deviation One(string name, string description, Func<WrittenLine, string> write, Func<WrittenLine, bool>? where = null) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(where ?? (line => line.IsTurn));
            if (places.Count == 0) return null;
            var place = random.Pick(places);
            return written.With(place, new WrittenLine(LineKind.Plain, "", write(written.Lines[place]))).ToString();
        });

    private static string? Apply(WrittenTranscript written, Func<WrittenLine, string> write, Func<WrittenLine, bool> where) =>
        NullIfSame(written, written.Select(line => where(line) ? new WrittenLine(LineKind.Plain, "", write(line)) : line).ToString());

    private static string? NullIfSame(WrittenTranscript written, string deviating) => deviating == written.ToString() ? null : deviating;

    private static string Glue(string marker, string text) => $"{marker} {text}";

    private static string Squeezed(WrittenLine line) => line.Label.Replace(" ", "", StringComparison.Ordinal);

    private static char FullWidth(char letter) => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter;
}
