using System.Text.RegularExpressions;

namespace CallForge.LocalServer.Teachers.Deviating;

internal enum LineKind
{
    /// <summary>No marker: a blank line, or one more line of a text.</summary>
    Plain,
    Metadata,
    Customer,
    Assistant,
    Call,
    Response,
}

/// <param name="Marker">With its brackets; empty on a plain line.</param>
internal sealed record WrittenLine(LineKind Kind, string Marker, string Text)
{
    public bool IsSpoken => Kind is LineKind.Customer or LineKind.Assistant;

    public bool IsTurn => Kind > LineKind.Metadata;

    /// <summary>The label without its brackets.</summary>
    public string Label => Marker is "" ? "" : Marker[1..^1];

    public override string ToString() => Marker is "" ? Text : Text is "" ? Marker : $"{Marker} {Text}";
}

/// <summary>A correct transcript by its lines. The labels are those it shows, whatever the pack.</summary>
internal sealed partial record WrittenTranscript(IReadOnlyList<WrittenLine> Lines)
{
    public static WrittenTranscript Parse(string text)
    {
        var lines = new List<WrittenLine>();
        var customer = "";
        foreach (var line in text.Split('\n'))
        {
            var match = Marked().Match(line);
            var (marker, rest) = (match.Groups["marker"].Value, match.Groups["text"].Value);
            if (customer is "" && marker is ['(', ..]) customer = marker;
            var kind = KindOf(marker, rest, customer, lines.Count > 0 ? lines[^1].Kind : LineKind.Plain);
            lines.Add(kind == LineKind.Plain ? new WrittenLine(kind, "", line) : new WrittenLine(kind, marker, rest));
        }

        return new WrittenTranscript(lines);
    }

    public bool Any(LineKind kind) => Lines.Any(line => line.Kind == kind);

    /// <summary>The places of the lines that satisfy a condition.</summary>
    public List<int> Where(Func<WrittenLine, bool> condition) => [.. Lines.Index().Where(line => condition(line.Item)).Select(line => line.Index)];

    public List<int> Where(LineKind kind) => Where(line => line.Kind == kind);

    /// <summary>The kind of the line after this one, or none at the end.</summary>
    public LineKind? After(int place) => place + 1 < Lines.Count ? Lines[place + 1].Kind : null;

    /// <summary>One line replaced by any number of lines.</summary>
    public WrittenTranscript With(int place, params IEnumerable<WrittenLine> instead) => new([.. Lines.Take(place), .. instead, .. Lines.Skip(place + 1)]);

    public WrittenTranscript WithText(int place, string text) => With(place, Lines[place] with { Text = text });

    public WrittenTranscript Select(Func<WrittenLine, WrittenLine> change) => new([.. Lines.Select(change)]);

    public override string ToString() => string.Join('\n', Lines);

    private static LineKind KindOf(string marker, string text, string customer, LineKind before) => marker switch
    {
        "" => LineKind.Plain,
        ['[', ..] => customer is "" ? LineKind.Metadata : LineKind.Plain,
        _ when Call().IsMatch(text) => LineKind.Call,
        _ when marker == customer => LineKind.Customer,
        _ when before is LineKind.Call or LineKind.Response && Json.IsValue(text) => LineKind.Response,
        _ => LineKind.Assistant,
    };

    [GeneratedRegex(@"\A(?<marker>\([^()]+\)|\[[^\[\]]+\])( (?<text>.*))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\A\[?\s*\{\s*""name""\s*:")]
    private static partial Regex Call();
}
