using CallForge.Conversations;

namespace CallForge.Validation.Form;

/// <summary>A conversation that goes in circles: the same turns, word for word, three times in a row.</summary>
internal static class RepeatedTurns
{
    private const int Times = 3;
    private static readonly int[] Periods = [1, 2, 3, 4];

    /// <summary>The first turn of the third time, and how many turns a circle has; null if there is none.</summary>
    public static (int Turn, int Period)? Find(IReadOnlyList<Turn> turns)
    {
        foreach (var period in Periods)
        {
            var same = 0;
            for (var i = period; i < turns.Count; i++)
            {
                same = AreEqual(turns[i], turns[i - period]) ? same + 1 : 0;
                if (same == period * (Times - 1)) return (i - period + 1, period);
            }
        }

        return null;
    }

    private static bool AreEqual(Turn one, Turn other) => (one, other) switch
    {
        (CustomerTurn a, CustomerTurn b) => a.Text.Span.SequenceEqual(b.Text.Span),
        (AssistantTurn a, AssistantTurn b) => a.Text.Span.SequenceEqual(b.Text.Span) && AreEqual(a.Calls, b.Calls),
        (ResponseTurn a, ResponseTurn b) => AreEqual(a.Responses, b.Responses),
        _ => false,
    };

    private static bool AreEqual(IReadOnlyList<ToolCall> one, IReadOnlyList<ToolCall> other)
    {
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
            if (one[i].Name != other[i].Name || !one[i].Arguments.Span.SequenceEqual(other[i].Arguments.Span)) return false;
        return true;
    }

    private static bool AreEqual(IReadOnlyList<ReadOnlyMemory<byte>> one, IReadOnlyList<ReadOnlyMemory<byte>> other)
    {
        if (one.Count != other.Count) return false;
        for (var i = 0; i < one.Count; i++)
            if (!one[i].Span.SequenceEqual(other[i].Span)) return false;
        return true;
    }
}
