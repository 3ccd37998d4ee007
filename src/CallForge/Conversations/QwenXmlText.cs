using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>
/// Tools and calls as the templates of Qwen3.5 and Qwen3.6 write them: the tools before the system text, a call as XML. They
/// differ in how <c>true</c>, <c>false</c> and <c>null</c> are written as the whole value of an argument.
/// </summary>
internal sealed class QwenXmlText
{
    /// <summary>Qwen3.5: <c>True</c>, <c>False</c>, <c>None</c>.</summary>
    public static readonly QwenXmlText PythonWords = new("True"u8, "False"u8, "None"u8);

    /// <summary>Qwen3.6: <c>true</c>, <c>false</c>, <c>null</c>.</summary>
    public static readonly QwenXmlText JsonWords = new("true"u8, "false"u8, "null"u8);

    private static readonly PreparedText BeforeTools = PreparedText.Of("# Tools\n\nYou have access to the following functions:\n\n<tools>\n"u8);

    private static readonly PreparedText AfterTools = PreparedText.Of(
        """

        </tools>

        If you choose to call a function ONLY reply in the following format with NO suffix:

        <tool_call>
        <function=example_function_name>
        <parameter=example_parameter_1>
        value_1
        </parameter>
        <parameter=example_parameter_2>
        This is the value for the second parameter
        that can span
        multiple lines
        </parameter>
        </function>
        </tool_call>

        <IMPORTANT>
        Reminder:
        - Function calls MUST follow the specified format: an inner <function=...></function> block must be nested within <tool_call></tool_call> XML tags
        - Required parameters MUST be specified
        - You may provide optional reasoning for your function call in natural language BEFORE the function call, but NOT after
        - If there is no function call available, answer the question like normal with your current knowledge and do not tell the user about function calls
        </IMPORTANT>


        """u8);

    private readonly byte[] _true;
    private readonly byte[] _false;
    private readonly byte[] _null;

    private QwenXmlText(ReadOnlySpan<byte> whenTrue, ReadOnlySpan<byte> whenFalse, ReadOnlySpan<byte> whenNull) =>
        (_true, _false, _null) = (whenTrue.ToArray(), whenFalse.ToArray(), whenNull.ToArray());

    /// <summary>What stands in front of the system text.</summary>
    public static void WriteTools(ToolTexts tools, ReadOnlySpan<int> order, TextOutput output)
    {
        output.Write(BeforeTools);
        tools.WriteLines(order, output);
        output.Write(AfterTools);
    }

    /// <summary>What is said, and the calls below it.</summary>
    public void WriteCalls(AssistantTurn turn, TextOutput output)
    {
        output.Write(turn.Text.Span);
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            output.Write(i > 0 ? "\n<tool_call>\n<function="u8 : turn.Text.IsEmpty ? "<tool_call>\n<function="u8 : "\n\n<tool_call>\n<function="u8);
            output.Write(turn.Calls[i].Name);
            output.Write(">\n"u8);
            WriteParameters(turn.Calls[i].Arguments.Span, output);
            output.Write("</function>\n</tool_call>"u8);
        }
    }

    private void WriteParameters(ReadOnlySpan<byte> arguments, TextOutput output)
    {
        var reader = new Utf8JsonReader(arguments, RepeatedKeys.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            output.Write("<parameter="u8);
            WriteString(ref reader, output);
            output.Write(">\n"u8);
            reader.Read();
            WriteValue(ref reader, arguments, output);
            output.Write("\n</parameter>\n"u8);
        }
    }

    /// <summary>Lists and objects as JSON, texts as they are, and the words as the template writes them.</summary>
    private void WriteValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TextOutput output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: WriteString(ref reader, output); break;
            case JsonTokenType.True: output.Write(_true); break;
            case JsonTokenType.False: output.Write(_false); break;
            case JsonTokenType.Null: output.Write(_null); break;
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                output.Write(json[start..(int)reader.BytesConsumed]);
                break;
        }
    }

    private static void WriteString(ref Utf8JsonReader reader, TextOutput output)
    {
        if (!reader.ValueIsEscaped)
        {
            output.Write(reader.ValueSpan);
            return;
        }

        var text = new byte[reader.ValueSpan.Length];
        output.Write(text.AsSpan(0, reader.CopyString(text)));
    }
}
