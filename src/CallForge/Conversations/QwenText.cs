using System.Buffers;

namespace CallForge.Conversations;

/// <summary>One message of a chat, as UTF-8.</summary>
internal readonly record struct Message(ReadOnlyMemory<byte> Role, ReadOnlyMemory<byte> Content);

/// <summary>
/// The text form of a conversation: what Qwen2.5's and Qwen3's templates make of <c>tool_calls</c> and <c>tool</c> turns
/// is already in the contents, so that every template renders it to the same bytes as the structured form
/// (checked against <c>qwen_golden.json</c> in the tests).
/// </summary>
internal static class QwenText
{
    private static readonly ReadOnlyMemory<byte> User = "user"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Assistant = "assistant"u8.ToArray();

    /// <param name="keepPreamble">Whether text before a call stays in front of it.</param>
    public static IEnumerable<Message> Render(Conversation conversation, bool keepPreamble)
    {
        foreach (var turn in conversation.Turns)
            yield return turn switch
            {
                CustomerTurn customer => new Message(User, customer.Text),
                AssistantTurn { Calls.Count: 0 } answer => new Message(Assistant, answer.Text),
                AssistantTurn calling => new Message(Assistant, Calls(calling, keepPreamble)),
                ResponseTurn responses => new Message(User, Responses(responses)),
                _ => throw new NotSupportedException(turn.GetType().Name),
            };
    }

    private static ReadOnlyMemory<byte> Calls(AssistantTurn turn, bool keepPreamble)
    {
        var content = new ArrayBufferWriter<byte>(512);
        if (keepPreamble && !turn.Text.IsEmpty)
        {
            content.Write(turn.Text.Span);
            content.Write("\n"u8);
        }

        for (var i = 0; i < turn.Calls.Count; i++)
        {
            content.Write(i == 0 ? "<tool_call>\n{\"name\": \""u8 : "\n<tool_call>\n{\"name\": \""u8);
            PythonString.WriteEscaped(System.Text.Encoding.UTF8.GetBytes(turn.Calls[i].Name), content);
            content.Write("\", \"arguments\": "u8);
            content.Write(turn.Calls[i].Arguments.Span);
            content.Write("}\n</tool_call>"u8);
        }

        return content.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Responses(ResponseTurn turn)
    {
        var content = new ArrayBufferWriter<byte>(2048);
        for (var i = 0; i < turn.Responses.Count; i++)
        {
            content.Write(i == 0 ? "<tool_response>\n"u8 : "\n<tool_response>\n"u8);
            content.Write(turn.Responses[i].Span);
            content.Write("\n</tool_response>"u8);
        }

        return content.WrittenMemory;
    }
}
