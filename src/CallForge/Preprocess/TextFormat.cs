using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>The whole conversation as one text, as a chat template makes it.</summary>
internal sealed class TextFormat(ChatTemplate template) : RowFormat("text", Form)
{
    private static readonly RowSchema Form = new([Id, new("text"), ScenarioType]);

    public override void Write(in RowSource row, RowBlock block)
    {
        block.Write(row.Id);
        block.Start();
        template.Write(row.Conversation, row.Header, row.Tools, row.ToolOrder, block.Text);
        block.End();
        row.WriteScenarioType(block);
    }
}
