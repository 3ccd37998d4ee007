using System.Globalization;
using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>OpenAI's messages with <c>tool_calls</c>, whose arguments are objects: templates would escape a string again.</summary>
internal sealed class OpenAIFormat() : RowFormat("openai", Form)
{
    private static readonly RowSchema Form = new(
        [Id, Messages("messages", "role", "content", new("name", HasFewValues: true), new("tool_call_id", HasFewValues: true), new("tool_calls", ValueType.Json)), Tools, ScenarioType]);

    public override void Write(in RowSource row, RowBlock block)
    {
        block.Write(row.Id);
        block.StartMessages();
        block.WriteMessage("system"u8, row.Header);
        var turns = row.Conversation.Turns;
        var calls = 0;
        for (var i = 0; i < turns.Count; i++)
        {
            switch (turns[i])
            {
                case CustomerTurn customer: block.WriteMessage("user"u8, customer.Text.Span); break;
                case AssistantTurn { Calls.Count: 0 } answer: block.WriteMessage("assistant"u8, answer.Text.Span); break;
                case AssistantTurn calling: WriteCalls(calling, calls, block); break;
                case ResponseTurn responses: calls += WriteResponses(responses, ((AssistantTurn)turns[i - 1]).Calls, calls, block); break;
            }
        }

        block.EndMessages();
        row.WriteTools(block);
        row.WriteScenarioType(block);
    }

    /// <summary>The content of a calling message may be empty, never null: Qwen3's first template fails on null.</summary>
    private static void WriteCalls(AssistantTurn turn, int callsBefore, RowBlock block)
    {
        block.StartMessage("assistant"u8);
        block.Write(turn.Text.Span);
        block.WriteNull();
        block.WriteNull();
        block.Start();
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            block.Text.Write(i == 0 ? "[{\"id\": \""u8 : ", {\"id\": \""u8);
            WriteCallId(callsBefore + i, block);
            block.Text.Write("\", \"type\": \"function\", \"function\": "u8);
            QwenText.WriteCall(turn.Calls[i], block.Text);
            block.Text.Write("}"u8);
        }

        block.Text.Write("]"u8);
        block.End();
        block.EndMessage();
    }

    private static int WriteResponses(ResponseTurn turn, IReadOnlyList<ToolCall> calls, int callsBefore, RowBlock block)
    {
        for (var i = 0; i < turn.Responses.Count; i++)
        {
            block.StartMessage("tool"u8);
            block.Write(turn.Responses[i].Span);
            block.Start();
            block.Text.Write(calls[i].Name);
            block.End();
            block.Start();
            WriteCallId(callsBefore + i, block);
            block.End();
            block.EndMessage();
        }

        return turn.Responses.Count;
    }

    /// <summary>Nine letters and digits, which is what Mistral's templates demand.</summary>
    private static void WriteCallId(int index, RowBlock block)
    {
        Span<byte> id = stackalloc byte[16];
        (index + 1).TryFormat(id, out var length, "00000", CultureInfo.InvariantCulture);
        block.Text.Write("call"u8);
        block.Text.Write(id[..length]);
    }
}
