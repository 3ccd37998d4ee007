using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>
/// ShareGPT as LLaMA-Factory reads it: human or observation, then gpt or function_call, by turns. So the calls of one
/// turn are one value, and so are the responses of one run, joined as LLaMA-Factory itself joins <c>tool</c> messages.
/// </summary>
internal sealed class ShareGptFormat() : RowFormat("sharegpt", Form)
{
    private static readonly RowSchema Form = new(
        [Id, Messages("conversations", "from", "value"), new("system"), Tools, ScenarioType]);

    public override void Write(in RowSource row, RowBlock block)
    {
        block.Write(row.Id);
        block.StartMessages();
        for (var i = 0; i < row.Conversation.Turns.Count; i++) WriteTurn(row.Conversation.Turns[i], block);
        block.EndMessages();
        block.Write(row.Header);
        row.WriteTools(block);
        row.WriteScenarioType(block);
    }

    private static void WriteTurn(Turn turn, RowBlock block)
    {
        switch (turn)
        {
            case CustomerTurn customer: block.WriteMessage("human"u8, customer.Text.Span); break;
            case AssistantTurn { Calls.Count: 0 } answer: block.WriteMessage("gpt"u8, answer.Text.Span); break;
            case AssistantTurn calling: WriteCalls(calling, block); break;
            case ResponseTurn responses: WriteResponses(responses, block); break;
        }
    }

    /// <summary>The bare JSON; behind a text the tags tell where it begins, and the line break stays in front of the call.</summary>
    private static void WriteCalls(AssistantTurn turn, RowBlock block)
    {
        var (calls, text) = (turn.Calls, block.Text);
        block.StartMessage("function_call"u8);
        block.Start();
        text.Write(turn.Text.Span);
        if (!turn.Text.IsEmpty) text.Write("\n<tool_call>"u8);
        if (calls.Count > 1) text.Write("["u8);
        for (var i = 0; i < calls.Count; i++)
        {
            if (i > 0) text.Write(", "u8);
            QwenText.WriteCall(calls[i], text);
        }

        if (calls.Count > 1) text.Write("]"u8);
        if (!turn.Text.IsEmpty) text.Write("</tool_call>"u8);
        block.End();
        block.EndMessage();
    }

    private static void WriteResponses(ResponseTurn turn, RowBlock block)
    {
        block.StartMessage("observation"u8);
        block.Start();
        for (var i = 0; i < turn.Responses.Count; i++)
        {
            if (i > 0) block.Text.Write("\n</tool_response>\n<tool_response>\n"u8);
            block.Text.Write(turn.Responses[i].Span);
        }

        block.End();
        block.EndMessage();
    }
}
