using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>
/// LLaMA-Factory, formatting <c>sharegpt</c>, template <c>qwen</c>: human and observation alternate with gpt and
/// function_call, the last is one of the latter (else the row is skipped with a warning); <c>function_call</c> is JSON, or
/// a text followed by JSON in tags.
/// </summary>
internal static partial class LlamaFactoryLoader
{
    public static void Accept(JsonElement row) => Render(row);

    /// <summary>What the trainer makes of a row.</summary>
    public static string Render(JsonElement row)
    {
        var tools = row.Tools();
        var turns = row.Items("conversations");
        LoaderException.Unless(turns.Count % 2 == 0, "an odd number of messages");
        var text = new StringBuilder("<|im_start|>system\n").Append(row.Text("system")).Append(ToolBlock(tools)).Append("<|im_end|>\n");
        foreach (var (i, turn) in turns.Index())
        {
            var (from, value) = (turn.Text("from"), turn.Text("value"));
            LoaderException.Unless(i % 2 == 0 ? from is "human" or "observation" : from is "gpt" or "function_call", $"'{from}' in the wrong place");
            text.Append(from switch
            {
                "human" => $"<|im_start|>user\n{value}<|im_end|>\n",
                "observation" => $"<|im_start|>user\n<tool_response>\n{value}\n</tool_response><|im_end|>\n",
                "function_call" => $"<|im_start|>assistant\n{Calls(value, tools)}<|im_end|>\n",
                _ => $"<|im_start|>assistant\n{value}<|im_end|>\n",
            });
        }

        return text.ToString();
    }

    private static string Calls(string value, IReadOnlyList<JsonElement> tools)
    {
        var tagged = Tagged().Match(value);
        var json = RowJson.Parse(tagged.Success ? tagged.Groups[1].Value : value);
        var calls = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : new List<JsonElement> { json };
        foreach (var call in calls) RowJson.CheckCall(call, tools);
        var before = tagged.Success ? value.Replace(tagged.Value, "", StringComparison.Ordinal) : "";
        return before + string.Join('\n', calls.Select(call => $"<tool_call>\n{{\"name\": \"{call.Text("name")}\", \"arguments\": {Python(call.GetProperty("arguments"))}}}\n</tool_call>"));
    }

    private static string ToolBlock(IReadOnlyList<JsonElement> tools) =>
        "\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>"
        + string.Concat(tools.Select(tool => "\n" + Python(tool)))
        + "\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>";

    private static string Python(JsonElement value) => Encoding.UTF8.GetString(PythonJson.Write(value));

    [GeneratedRegex("<tool_call>(.*?)</tool_call>", RegexOptions.Singleline)]
    private static partial Regex Tagged();
}
