using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// Roles named where no marker can be read: in the middle of a line, without brackets, in other brackets, misspelled.
/// Read as text, two turns would become one; so the transcript is rejected.
/// </summary>
internal sealed partial class StrayMarkers(TranscriptLabels labels)
{
    private static readonly SearchValues<char> AfterBareLabel = SearchValues.Create(":：>＞|→)）[{-–—");
    private static readonly char[] Closing = [')', '）', ']', '］', '】'];

    private readonly (byte[] Marker, bool HasPayload)[] _written = [.. Written(labels).Select((label, i) => (Encoding.UTF8.GetBytes($"({label})"), i > 1))];
    private readonly string[] _names = [.. Written(labels).Select(TranscriptGrammar.Normalise)];
    private readonly HashSet<string> _allNames =
        [.. labels.Customer.Concat(labels.Assistant).Concat(labels.FunctionCall).Concat(labels.FunctionResponse).Select(TranscriptGrammar.Normalise)];

    /// <summary>The first one in a text, or null.</summary>
    /// <param name="startsLine">Whether the text starts at the start of a line, not after a marker.</param>
    public Diagnostic? Find(Segment segment, bool startsLine)
    {
        var content = segment.Content.Span;
        for (var place = 0; content[place..].IndexOf((byte)'(') is var next and >= 0; place++)
        {
            place += next;
            foreach (var (marker, hasPayload) in _written)
            {
                if (!content[place..].StartsWith(marker) || !IsFollowed(content[(place + marker.Length)..], hasPayload)) continue;
                var line = content[..place].LastIndexOf((byte)'\n') + 1;
                return Reject(segment.Line + content[..place].Count((byte)'\n'), Encoding.UTF8.GetString(content[line..]).Split('\n')[0]);
            }
        }

        return startsLine || content.Contains((byte)'\n') ? FindLine(segment, startsLine) : null;
    }

    /// <summary>By a blank, then JSON if it is the marker of a call or response; without, somebody only says the word.</summary>
    private static bool IsFollowed(ReadOnlySpan<byte> rest, bool hasPayload) =>
        (rest.IsEmpty || rest[0] is (byte)' ' or (byte)'\n') && (!hasPayload || rest.TrimStart(" \n"u8) is [(byte)'{' or (byte)'[', ..]);

    private Diagnostic? FindLine(Segment segment, bool startsLine)
    {
        var number = segment.Line;
        foreach (var line in Encoding.UTF8.GetString(segment.Content.Span).Split('\n'))
        {
            if ((startsLine || number > segment.Line) && NamesRole(line)) return Reject(number, line);
            number++;
        }

        return null;
    }

    /// <summary>Whether a text has a line, not its first, that begins as a marker does, with a word in brackets.</summary>
    public static bool MayHideTurn(ReadOnlyMemory<byte> text) =>
        text.Span.Contains((byte)'\n') && Encoding.UTF8.GetString(text.Span).Split('\n').Skip(1).Any(line => Opened().IsMatch(line) || BareRole(line));

    private bool NamesRole(string line)
    {
        var bracketed = Bracketed().Match(line);
        if (bracketed.Success && NamesRoleInBrackets(bracketed.Groups["label"].Value)) return true;
        if (Opened().Match(line) is { Success: true } opened && Names(opened.Groups["label"].Value))
            return TranscriptGrammar.PlainWidth(opened.Groups["next"].Value[^1]) is not (',' or '、' or ':' or '#') || !bracketed.Success && HasNote(line[opened.Groups["next"].Index..]);
        return line.AsSpan().ContainsAny(AfterBareLabel) && Bare().Match(line) is { Success: true } bare && Names(bare.Groups["label"].Value);
    }

    /// <summary>Brackets inside those of a label are too much for a marker, but it may be one.</summary>
    private static bool HasNote(string rest) => LabelNote.IsNote(rest.LastIndexOfAny(Closing) is > 0 and var end ? rest[..end] : rest);

    private bool NamesRoleInBrackets(string inside)
    {
        var name = TranscriptGrammar.Normalise(inside);
        return Names(inside) || ForeignNames.IsRole(name) || _names.Any(right => IsMisspelled(name, right)) || LabelNote.Splits(inside).Any(split => Names(split.Label));
    }

    private bool Names(string label) =>
        TranscriptGrammar.Normalise(label) is var name && (_allNames.Contains(name) || ForeignNames.MarkerOf(name) != Marker.None);

    private static bool BareRole(string line) => Bare().Match(line) is { Success: true } bare && ForeignNames.IsRole(TranscriptGrammar.Normalise(bare.Groups["label"].Value));

    /// <summary>One letter wrong, missing or too many; short names may only have a number or letter after them.</summary>
    private static bool IsMisspelled(string name, string right)
    {
        if (right.Length < 4) return name.Length == right.Length + 1 && name.StartsWith(right, StringComparison.Ordinal) && char.IsAsciiLetterOrDigit(name[^1]);
        if (Math.Abs(name.Length - right.Length) > 1) return false;
        var same = name.AsSpan().CommonPrefixLength(right);
        return name.Length == right.Length ? name.AsSpan(Math.Min(same + 1, name.Length)).SequenceEqual(right.AsSpan(Math.Min(same + 1, right.Length)))
            : name.Length > right.Length ? name.AsSpan(same + 1).SequenceEqual(right.AsSpan(same))
            : name.AsSpan(same).SequenceEqual(right.AsSpan(same + 1));
    }

    private static IEnumerable<string> Written(TranscriptLabels labels) =>
        [labels.Customer[0], labels.Assistant[0], labels.FunctionCall[0], labels.FunctionResponse[0]];

    private static Diagnostic Reject(int line, string text) => Diagnostic.Reject(
        RejectionCode.StrayMarker, "A role is named where no marker can be read.", new Segment(Marker.None, line, Encoding.UTF8.GetBytes(text)));

    private const string Decoration = @"\A[^\p{L}\p{N}(（\[［{｛<＜【〔〖「『《〈⟨⟦]*(?:[0-9]{1,3}[.)][ \t]+)?[*_`]{0,3}";

    [GeneratedRegex(Decoration + @"[(（\[［{｛<＜【〔〖「『《〈⟨⟦]+(?<label>[^()（）\[\]［］{}｛｝<>＜＞【】〔〕〖〗「」『』《》〈〉⟨⟩⟦⟧\n]{1,200})[)）\]］}｝>＞】〕〗」』》〉⟩⟧]", RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();

    /// <summary>A bracket, words, and what follows them inside it.</summary>
    [GeneratedRegex(Decoration + @"[(（\[［{｛<＜【〔〖「『《〈⟨⟦]+(?<label>\p{L}[^()（）\[\]［］{}｛｝<>＜＞【】〔〕〖〗「」『』《》〈〉⟨⟩⟦⟧,，、:：#＃/|·=;~→\n]{0,40}?)[*_`]*(?<next>[,，、:：#＃/|·=;~→()（）\[\]［］{}｛｝<>＜＞【】〔〕〖〗「」『』《》〈〉⟨⟩⟦⟧]|[ \t][-–—])", RegexOptions.ExplicitCapture)]
    private static partial Regex Opened();

    /// <summary>Words, perhaps with a note, and what ends a label where there are no brackets.</summary>
    [GeneratedRegex(
        Decoration + @"[""'“‘]?(?<label>\p{L}[^()（）\[\]{}<>＜＞:：*`""'“”‘’#|→\n]{0,40}?)[*_`""'”’]*[ \t]*([(（\[][^()（）\[\]\n]{0,60}[)）\]]|[#＃]?[ \t]*\p{Nd}{1,3})?[*_`]*[ \t]*([:：>＞|→]|[)）][ \t]|(?<=[ \t])[-–—][ \t]|(?=[\[{]))",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Bare();
}
