namespace CallForge.Conversations;

/// <summary>
/// What Qwen2.5's and Qwen3's templates make of tools, <c>tool_calls</c> and <c>tool</c> turns, as contents of messages, so
/// that every template renders the text form to the same bytes as the structured form (<c>qwen_golden.json</c> in the tests).
/// </summary>
internal static class QwenText
{
    private static readonly PreparedText BeforeTools = PreparedText.Of(
        "\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>\n"u8);

    private static readonly PreparedText AfterTools = PreparedText.Of(
        "\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>"u8);

    private static readonly PreparedText Line = PreparedText.Of("\n"u8);
    private static readonly PreparedText BeforeCall = PreparedText.Of("<tool_call>\n"u8);
    private static readonly PreparedText AfterCall = PreparedText.Of("\n</tool_call>"u8);
    private static readonly PreparedText BeforeName = PreparedText.Of("{\"name\": \""u8);
    private static readonly PreparedText BeforeArguments = PreparedText.Of("\", \"arguments\": "u8);
    private static readonly PreparedText BeforeResponse = PreparedText.Of("<tool_response>\n"u8);
    private static readonly PreparedText AfterResponse = PreparedText.Of("\n</tool_response>"u8);

    /// <summary>What follows the system text, between <c>&lt;|im_start|&gt;system\n</c> and <c>&lt;|im_end|&gt;</c>.</summary>
    public static void WriteTools(ToolTexts tools, ReadOnlySpan<int> order, TextOutput output)
    {
        output.Write(BeforeTools);
        tools.WriteLines(order, output);
        output.Write(AfterTools);
    }

    /// <summary>What is said, and the calls below it.</summary>
    public static void WriteCalls(AssistantTurn turn, TextOutput output)
    {
        output.Write(turn.Text.Span);
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            if (i > 0 || !turn.Text.IsEmpty) output.Write(Line);
            output.Write(BeforeCall);
            WriteCall(turn.Calls[i], output);
            output.Write(AfterCall);
        }
    }

    /// <summary>A call as a JSON object, as templates and trainers write it.</summary>
    public static void WriteCall(ToolCall call, TextOutput output)
    {
        output.Write(BeforeName);
        output.Write(call.Name); // Names are such that nothing in them has to be escaped.
        output.Write(BeforeArguments);
        output.Write(call.Arguments.Span);
        output.Write("}"u8);
    }

    public static void WriteResponses(ResponseTurn turn, TextOutput output)
    {
        for (var i = 0; i < turn.Responses.Count; i++)
        {
            if (i > 0) output.Write(Line);
            output.Write(BeforeResponse);
            output.Write(turn.Responses[i].Span);
            output.Write(AfterResponse);
        }
    }
}
