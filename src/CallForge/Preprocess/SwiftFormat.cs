using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>ms-swift's own roles: a message for each call and each response, and one for what is said before a call.</summary>
internal sealed class SwiftFormat() : RowFormat("swift", Form)
{
    private static readonly RowSchema Form = new([Id, Messages("messages", "role", "content"), Tools, ScenarioType]);

    public override void Write(in RowSource row, RowBlock block)
    {
        block.Write(row.Id);
        block.StartMessages();
        block.WriteMessage("system"u8, row.Header);
        for (var i = 0; i < row.Conversation.Turns.Count; i++) WriteTurn(row.Conversation.Turns[i], block);
        block.EndMessages();
        row.WriteTools(block);
        row.WriteScenarioType(block);
    }

    private static void WriteTurn(Turn turn, RowBlock block)
    {
        switch (turn)
        {
            case CustomerTurn customer:
                block.WriteMessage("user"u8, customer.Text.Span);
                break;
            case AssistantTurn assistant:
                if (!assistant.Text.IsEmpty) block.WriteMessage("assistant"u8, assistant.Text.Span);
                for (var i = 0; i < assistant.Calls.Count; i++) WriteCall(assistant.Calls[i], block);
                break;
            case ResponseTurn responses:
                for (var i = 0; i < responses.Responses.Count; i++) block.WriteMessage("tool_response"u8, responses.Responses[i].Span);
                break;
        }
    }

    private static void WriteCall(ToolCall call, RowBlock block)
    {
        block.StartMessage("tool_call"u8);
        block.Start();
        QwenText.WriteCall(call, block.Text);
        block.End();
        block.EndMessage();
    }
}
