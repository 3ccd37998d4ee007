using System.Text;
using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>
/// Tools as chat templates write them: OpenAI form, without return schemas, in Python's JSON. Each tool is rendered
/// once; a row only puts them in its own order.
/// </summary>
internal sealed class ToolTexts(IEnumerable<Tool> tools)
{
    private static readonly PreparedText LineBreak = PreparedText.Of("\n"u8);
    private static readonly PreparedText Comma = PreparedText.Of(", "u8);

    private readonly PreparedText[] _tools = [.. tools.Select(tool => PreparedText.Of(Render(tool)))];

    public int Count => _tools.Length;

    /// <summary>A JSON list, as <c>json.dumps</c> writes it.</summary>
    public void WriteList(ReadOnlySpan<int> order, TextOutput output)
    {
        output.Write("["u8);
        Join(order, Comma, output);
        output.Write("]"u8);
    }

    /// <summary>One a line.</summary>
    public void WriteLines(ReadOnlySpan<int> order, TextOutput output) => Join(order, LineBreak, output);

    private void Join(ReadOnlySpan<int> order, in PreparedText separator, TextOutput output)
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
