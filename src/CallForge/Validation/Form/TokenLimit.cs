using System.Text;
using CallForge.Conversations;
using CallForge.OpenAI;

namespace CallForge.Validation.Form;

/// <summary>Whether a conversation fits a number of tokens. A token is at least one byte, so only long ones are counted.</summary>
internal static class TokenLimit
{
    /// <summary>The turn in which the limit is passed, or null.</summary>
    public static int? FirstBeyond(IReadOnlyList<Turn> turns, int limit)
    {
        if (turns.Sum(turn => Texts(turn).Sum(text => (long)text.Length)) <= limit) return null;
        var tokens = 0L;
        for (var i = 0; i < turns.Count; i++)
        {
            foreach (var text in Texts(turns[i])) tokens += TokenCounter.Count(Encoding.UTF8.GetString(text.Span));
            if (tokens > limit) return i;
        }

        return null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Texts(Turn turn) => turn switch
    {
        CustomerTurn customer => [customer.Text],
        AssistantTurn assistant => [assistant.Text, .. assistant.Calls.SelectMany(call => new[] { Encoding.UTF8.GetBytes(call.Name), call.Arguments })],
        ResponseTurn responses => responses.Responses,
        _ => [],
    };
}
