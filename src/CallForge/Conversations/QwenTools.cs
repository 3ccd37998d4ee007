using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>
/// Tools as Qwen's templates write them: OpenAI form, without return schemas, in Python's JSON. Each tool is rendered
/// once; a row only puts them in its own order.
/// </summary>
internal sealed class QwenTools
{
    private readonly byte[][] _tools;

    public QwenTools(IEnumerable<Tool> tools) => _tools = [.. tools.Select(Render)];

    public int Count => _tools.Length;

    /// <summary>A JSON list, as <c>json.dumps</c> writes it.</summary>
    public ReadOnlyMemory<byte> List(ReadOnlySpan<int> order)
    {
        var output = new ArrayBufferWriter<byte>(_tools.Sum(tool => tool.Length + 2));
        output.Write("["u8);
        Join(order, ", "u8, output);
        output.Write("]"u8);
        return output.WrittenMemory;
    }

    /// <summary>
    /// The content of the system block that Qwen2.5's and Qwen3's templates make of a system text and tools: what stands
    /// between <c>&lt;|im_start|&gt;system\n</c> and <c>&lt;|im_end|&gt;</c>.
    /// </summary>
    public ReadOnlyMemory<byte> SystemBlock(ReadOnlySpan<byte> system, ReadOnlySpan<int> order)
    {
        var output = new ArrayBufferWriter<byte>(system.Length + 1024 + _tools.Sum(tool => tool.Length + 1));
        output.Write(system);
        output.Write("\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"u8);
        output.Write("You are provided with function signatures within <tools></tools> XML tags:\n<tools>\n"u8);
        Join(order, "\n"u8, output);
        output.Write("\n</tools>\n\nFor each function call, return a json object with function name and arguments within "u8);
        output.Write("<tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>"u8);
        return output.WrittenMemory;
    }

    private void Join(ReadOnlySpan<int> order, ReadOnlySpan<byte> separator, ArrayBufferWriter<byte> output)
    {
        for (var i = 0; i < order.Length; i++)
        {
            if (i > 0) output.Write(separator);
            output.Write(_tools[order[i]]);
        }
    }

    private static byte[] Render(Tool tool)
    {
        var (name, description) = (JsonEncodedText.Encode(tool.Name), JsonEncodedText.Encode(tool.Description));
        return PythonJson.Write(Encoding.UTF8.GetBytes(
            $$$"""{"type":"function","function":{"name":"{{{name}}}","description":"{{{description}}}","parameters":{{{tool.Parameters.GetRawText()}}}}}"""));
    }
}
