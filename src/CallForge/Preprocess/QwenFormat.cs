using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>Messages with calls and responses in their texts, as Qwen2.5's and Qwen3's templates write them.</summary>
internal sealed class QwenFormat(bool keepSystemTurn) : RowFormat("qwen", Form)
{
    private static readonly RowSchema Form = new(
        [Id, Tools, new("uid", HasFewValues: true), new("dates", HasFewValues: true), Messages("messages", "role", "content"), new("system_prompt"), ScenarioType]);

    public override void Write(in RowSource row, RowBlock block)
    {
        block.Write(row.Id);
        row.WriteTools(block);
        block.Write(row.Conversation.UserId.Span);
        block.Write(row.Conversation.Date.Span);
        block.StartMessages();
        if (keepSystemTurn) block.WriteMessage("system"u8, row.Header);
        for (var i = 0; i < row.Conversation.Turns.Count; i++) WriteTurn(row.Conversation.Turns[i], block);
        block.EndMessages();
        block.Start();
        block.Text.Write(row.Header);
        QwenText.WriteTools(row.Tools, row.ToolOrder, block.Text);
        block.End();
        row.WriteScenarioType(block);
    }

    private static void WriteTurn(Turn turn, RowBlock block)
    {
        block.StartMessage(turn is AssistantTurn ? "assistant"u8 : "user"u8);
        block.Start();
        switch (turn)
        {
            case CustomerTurn customer: block.Text.Write(customer.Text.Span); break;
            case AssistantTurn assistant: QwenText.WriteCalls(assistant, block.Text); break;
            case ResponseTurn responses: QwenText.WriteResponses(responses, block.Text); break;
        }

        block.End();
        block.EndMessage();
    }
}
