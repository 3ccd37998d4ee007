using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>
/// Whether a conversation says all its transcript says, and nothing else: finds every word of it in the transcript, in
/// order, and looks at what lies between. Shares no code with the reader.
/// </summary>
internal sealed partial class TranscriptCoverage(TranscriptLabels labels)
{
    private static readonly string[] Structure = ["\"name\"", "\"arguments\"", "'name'", "'arguments'", "true", "false", "null", "True", "False", "None", "```json", "```text"];

    private readonly Regex _frame = Frame(labels);

    /// <summary>Empty, or what the transcript says and the reading does not tell, or the other way round.</summary>
    public string Unexplained(string transcript, TranscriptReading reading)
    {
        var (text, place, gaps) = (Fold(transcript), 0, new List<string>());
        var conversation = reading.Conversation!;
        var words = conversation.Turns.SelectMany(Words).Select(Fold).ToList();
        foreach (var word in Metadata(conversation).Where(value => IsInHead(text, value, words[0])).Concat(words))
        {
            var found = text.IndexOf(word, place, StringComparison.Ordinal);
            if (found < 0) return $"invented: {word}";
            gaps.Add(text[place..found]);
            place = found + word.Length;
        }

        var quoted = reading.Repairs.Select(repair => Fold(repair.Excerpt)).Where(excerpt => excerpt is not "").Distinct().ToList();
        return string.Concat(gaps.Append(text[place..]).Select(gap => WithoutFrame(gap, quoted, _frame)));
    }

    /// <summary>Metadata may be taken from the request, or stand there in another form; a repair tells it then.</summary>
    private static bool IsInHead(string text, string value, string firstWord) =>
        text.IndexOf(value, StringComparison.Ordinal) is var place and >= 0 && place < text.IndexOf(firstWord, StringComparison.Ordinal);

    private static IEnumerable<string> Metadata(Conversation conversation) => [Text(conversation.UserId), Text(conversation.Date)];

    private static IEnumerable<string> Words(Turn turn) => turn switch
    {
        CustomerTurn customer => Text(customer.Text).Split('\n'),
        AssistantTurn assistant => Text(assistant.Text).Split('\n').Concat(assistant.Calls.SelectMany(call => Leaves(call.Arguments).Prepend(call.Name))),
        ResponseTurn responses => responses.Responses.SelectMany(Leaves),
        _ => throw new InvalidOperationException(turn.ToString()),
    };

    private static List<string> Leaves(ReadOnlyMemory<byte> json)
    {
        var leaves = new List<string>();
        var reader = new Utf8JsonReader(json.Span);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String) leaves.Add(reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.Number) leaves.Add(Encoding.UTF8.GetString(reader.ValueSpan));
        }

        return leaves;
    }

    /// <summary>What is left without markers, brackets and what the repairs quote.</summary>
    private static string WithoutFrame(string gap, List<string> quoted, Regex frame)
    {
        if (WithoutPunctuation(gap) is "") return "";
        gap = NumberOfLine().Replace(gap, "");
        foreach (var text in quoted) gap = gap.Replace(text, " ", StringComparison.Ordinal);
        var rest = WithoutPunctuation(frame.Replace(gap, " "));
        return quoted.Exists(text => WithoutPunctuation(text).Contains(rest, StringComparison.Ordinal)) ? "" : rest;
    }

    /// <summary>Markers, and the words of JSON and Python that are no content.</summary>
    private static Regex Frame(TranscriptLabels labels)
    {
        IEnumerable<string> markers = [.. labels.Customer, .. labels.Assistant, .. labels.FunctionCall, .. labels.FunctionResponse, .. labels.UserId, .. labels.Date];
        return new Regex(string.Join('|', markers.SelectMany(label => new[] { $"({label})", $"[{label}]" }).Concat(Structure).Select(word => Regex.Escape(Fold(word)))), RegexOptions.IgnoreCase);
    }

    private static string WithoutPunctuation(string text) => string.Concat(text.Where(letter => !" {}[](),:\"'*_#>-`".Contains(letter, StringComparison.Ordinal)));

    /// <summary>No blanks and invisible characters, plain widths, no escapes, Hangul taken apart.</summary>
    private static string Fold(string text)
    {
        text = Escape().Replace(text, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        var folded = new StringBuilder(text.Length * 2);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || letter is '\u200B' or '\uFEFF' or '\\') continue;
            if (letter is >= '가' and <= '힣')
            {
                var index = letter - '가';
                folded.Append((char)('\u1100' + index / 588)).Append((char)('\u1161' + index % 588 / 28));
                if (index % 28 > 0) folded.Append((char)('\u11A7' + index % 28));
            }
            else
                folded.Append(letter is >= '！' and <= '～' ? (char)(letter - 0xFEE0) : letter);
        }

        return folded.ToString();
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    [GeneratedRegex(@"\\u([0-9a-f]{4})")]
    private static partial Regex Escape();

    // Of "label-numbered".
    [GeneratedRegex(@"\d+\.(?=\()")]
    private static partial Regex NumberOfLine();
}
