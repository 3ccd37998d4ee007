using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.Validation.Form;

/// <summary>Who speaks when: customer and assistant alternate, and every call has its response.</summary>
internal static class OrderRung
{
    public static void Check(Conversation conversation, FindingList findings)
    {
        var turns = conversation.Turns;
        for (var i = 0; i < turns.Count; i++)
        {
            if (i == 0 && turns[0] is not CustomerTurn) Add(FindingCode.FirstTurn, 0, "The conversation does not begin with the customer.");
            if (i > 0) CheckPair(turns[i - 1], turns[i], i, findings);
        }

        if (turns is []) findings.Add(FindingCode.EmptyTurn, 0, null, "", [], "The conversation has no turns.");
        else if (turns[^1] is AssistantTurn { Calls.Count: > 0 }) AddCall(turns.Count - 1, 0, findings);
        else if (turns[^1] is CustomerTurn || turns is [.., AssistantTurn { Calls.Count: > 0 }, ResponseTurn]) Add(FindingCode.LastTurn, turns.Count - 1, "The conversation does not end with an answer of the assistant.");

        void Add(string code, int turn, string says) => findings.Add(code, turn, null, "", TextOf(turns[turn]).Span, says);
    }

    private static void CheckPair(Turn before, Turn turn, int index, FindingList findings)
    {
        if (before is AssistantTurn { Calls: { Count: > 0 } calls })
        {
            if (turn is ResponseTurn responses) CheckCount(calls, responses, index, findings);
            else AddCall(index - 1, 0, findings);
        }
        else if (turn is ResponseTurn)
        {
            findings.Add(FindingCode.ResponseWithoutCall, index, 0, "", TextOf(turn).Span, "A response comes without a call before it.");
        }
        else if (before is ResponseTurn && turn is CustomerTurn)
        {
            findings.Add(FindingCode.ResponseWithoutAnswer, index, null, "", TextOf(turn).Span, "The customer speaks before the assistant has answered with the response.");
        }
        else if (before.GetType() == turn.GetType())
        {
            findings.Add(FindingCode.TurnOrder, index, null, "", TextOf(turn).Span, $"The {(turn is CustomerTurn ? "customer" : "assistant")} speaks twice in a row.");
        }
    }

    private static void CheckCount(IReadOnlyList<ToolCall> calls, ResponseTurn responses, int turn, FindingList findings)
    {
        var count = responses.Responses.Count;
        if (count == calls.Count) return;
        int? surplus = count > calls.Count ? calls.Count : null;
        findings.Add(FindingCode.ResponseCount, turn, surplus, "", surplus is { } block ? responses.Responses[block].Span : [], $"Of {calls.Count} calls there are {count} responses.");
    }

    private static void AddCall(int turn, int block, FindingList findings) =>
        findings.Add(FindingCode.CallWithoutResponse, turn, block, "", [], "A call has no response.");

    private static ReadOnlyMemory<byte> TextOf(Turn turn) => turn switch
    {
        CustomerTurn customer => customer.Text,
        AssistantTurn assistant => assistant.Text,
        ResponseTurn { Responses: [var first, ..] } => first,
        _ => default,
    };
}
