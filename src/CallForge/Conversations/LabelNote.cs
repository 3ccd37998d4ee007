using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// What a model adds to a label inside its brackets: a mood, a name, a number. <c>(고객, 화난 말투로)</c> is a marker,
/// <c>(고객님 댁 근처)</c> and <c>(고객 2명 기준)</c> begin a sentence.
/// </summary>
internal static partial class LabelNote
{
    /// <summary>Every way to take a text apart into a label and a note, the shortest label first.</summary>
    public static IEnumerable<(string Label, string Note)> Splits(string inside)
    {
        for (var i = 1; i < inside.Length; i++)
        {
            if (char.IsDigit(inside[i]) && char.IsDigit(inside[i - 1]) || !IsStart(TranscriptGrammar.PlainWidth(inside[i]))) continue;
            if (IsNote(inside[i..])) yield return (inside[..i].TrimEnd(' ', '_', '-', '.'), inside[i..].Trim());
        }
    }

    private static bool IsStart(char letter) => letter is ',' or '、' or ':' or '#' or (>= '0' and <= '9');

    /// <param name="rest">What stands behind a label in its brackets; not empty.</param>
    public static bool IsNote(string rest) => TranscriptGrammar.PlainWidth(rest[0]) switch
    {
        ',' or '、' => !Sentence().IsMatch(rest),
        ':' or '#' => true,
        _ => Number().IsMatch(rest),
    };

    /// <summary><c>(고객님, 잠시만요)</c> speaks to the customer.</summary>
    [GeneratedRegex(@"(?:[요죠다까]|[.!?…~。！？])\s*\z")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\A\p{Nd}{1,4}\s*(?:번째|번|회차|회|차|호|st|nd|rd|th)?\s*(?:\z|[,，、:：#＃])", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
