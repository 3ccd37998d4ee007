using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// What a reasoning model thinks before its transcript: set aside whole, whatever it holds, so that a marker it only thinks
/// of is none. A thought that begins later is text, and its tag no more than a forged one.
/// </summary>
internal sealed partial class ThoughtPreface(TranscriptGrammar grammar, List<Diagnostic> repairs)
{
    /// <summary>The transcript without thoughts before it; lines keep their numbers.</summary>
    /// <param name="rejection">Why there is no telling where the thought ends.</param>
    public ReadOnlyMemory<byte> TakeOff(ReadOnlyMemory<byte> transcript, out Diagnostic? rejection)
    {
        rejection = null;
        if (!transcript.Span.Contains((byte)'<') && transcript.Span.IndexOf("◁"u8) < 0 && transcript.Span.IndexOf("[/THINK]"u8) < 0) return transcript;
        var (text, found) = (Encoding.UTF8.GetString(transcript.Span), false);
        for (; Thought(text, out rejection) is var (start, length); found = true)
        {
            var thought = text.Substring(start, length);
            repairs.Add(new Diagnostic(RepairCode.Preface, "A thought before the transcript was set aside.", LineOf(text, start), thought.Trim()));
            text = text[..start] + string.Concat(thought.Where(letter => letter is '\r' or '\n')) + text[(start + length)..];
        }

        return found ? Encoding.UTF8.GetBytes(text) : transcript;
    }

    /// <summary>Where the next thought before the first marker is; null if there is none.</summary>
    private (int Start, int Length)? Thought(string text, out Diagnostic? rejection)
    {
        rejection = null;
        var open = Opening().Match(text);
        var close = Closing().Match(text);
        if (open.Success && (!close.Success || open.Index < close.Index) && !HasMarker(text[..open.Index]))
        {
            close = Closing().Match(text, open.Index);
            while (close.Success && NameOf(close) != NameOf(open)) close = close.NextMatch();
            if (close.Success) return (open.Index, close.Index + close.Length - open.Index);
            rejection = new Diagnostic(RejectionCode.OpenThought, $"The thought that '{open.Value}' begins does not end.", LineOf(text, open.Index), open.Value);
            return null;
        }

        // Only its end: the chat template had begun it. If it held a whole draft, the transcript begins anew below.
        return close.Success && (!open.Success || close.Index < open.Index) && (!HasMarker(text[..close.Index]) || BeginsWithMetadata(text[(close.Index + close.Length)..]))
            ? (0, close.Index + close.Length)
            : null;
    }

    private static int LineOf(string text, int place) => text.AsSpan(0, place).Count('\n') + 1;

    private static string NameOf(Match tag) => tag.Groups["name"].Value.ToUpperInvariant();

    private bool HasMarker(string text) => Lines(text).Any(marker => marker != Marker.None);

    private bool BeginsWithMetadata(string text) => Lines(Fences().Replace(text, "")).FirstOrDefault() is Marker.UserId or Marker.Date;

    private IEnumerable<Marker> Lines(string text) => text.Split('\n', '\r').Select(line => grammar.Find(Encoding.UTF8.GetBytes(line)).Marker);

    [GeneratedRegex(@"\A\s*(?:```\w*\s+)?")]
    private static partial Regex Fences();

    [GeneratedRegex(@"<(?<name>(?:\w+:)?(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad))\s*>|\[(?<name>THINK)\]|◁(?<name>think)▷", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"</(?<name>(?:\w+:)?(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad))\s*>|\[/(?<name>THINK)\]|◁/(?<name>think)▷", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();
}
