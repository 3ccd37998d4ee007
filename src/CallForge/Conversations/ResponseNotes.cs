using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Responses are matched to calls in order. Notes beside their labels may say that they come in another.</summary>
internal static partial class ResponseNotes
{
    /// <returns>Null if the notes agree with the order, or say nothing about it.</returns>
    public static Diagnostic? Contradict(ReadOnlySpan<Segment> responses, IReadOnlyList<ToolCall> calls)
    {
        var last = -1L;
        for (var i = 0; i < responses.Length; i++)
        {
            if (responses[i].Note is not { } note) continue;
            var named = calls.FirstOrDefault(call => note.Contains(call.Name, StringComparison.OrdinalIgnoreCase))?.Name;
            var number = Number().Match(note) is { Success: true } digits ? long.Parse(digits.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : last;
            if (named is not null && named != calls[Math.Min(i, calls.Count - 1)].Name || number < last)
                return Diagnostic.Reject(RejectionCode.ResponseCount, $"'{note}' beside the label says that the responses come in another order than the calls.", responses[i]);
            last = number;
        }

        return null;
    }

    [GeneratedRegex("[0-9]{1,9}")]
    private static partial Regex Number();
}
