namespace CallForge.Conversations;

/// <summary>
/// Strings that a tokenizer or template gives a meaning of their own. No template escapes them, so a customer's text
/// that holds one would end a turn or forge a call; such a conversation is rejected.
/// </summary>
internal static class SpecialTokens
{
    private static readonly byte[][] Tokens =
    [
        .. new[] { "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<tools>", "</tools>", "<think>", "</think>" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>The first one in a transcript or, there in escapes, in the calls and responses that were read from it; null if there is none.</summary>
    public static Diagnostic? Find(ReadOnlySpan<byte> transcript, Conversation conversation)
    {
        if (Find(transcript) is { } written) return written;
        foreach (var turn in conversation.Turns)
        {
            foreach (var payload in Payloads(turn))
                if (Find(payload.Span) is { } escaped) return escaped with { Line = turn.Line };
        }

        return null;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Payloads(Turn turn) => turn switch
    {
        AssistantTurn assistant => assistant.Calls.Select(call => call.Arguments),
        ResponseTurn responses => responses.Responses,
        _ => [],
    };

    private static Diagnostic? Find(ReadOnlySpan<byte> transcript)
    {
        for (var place = 0; transcript[place..].IndexOf((byte)'<') is var next and >= 0; place++)
        {
            place += next;
            foreach (var token in Tokens)
            {
                if (!transcript[place..].StartsWith(token)) continue;
                var text = System.Text.Encoding.UTF8.GetString(token);
                return new Diagnostic(RejectionCode.SpecialToken, $"The text holds '{text}', which means something to the model's template.",
                    transcript[..place].Count((byte)'\n') + 1, text);
            }
        }

        return null;
    }
}
