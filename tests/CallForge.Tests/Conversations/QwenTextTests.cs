using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class QwenTextTests
{
    /// <summary>The vectors hold what Qwen's own templates rendered; ours puts the same bytes together from text form.</summary>
    [Fact]
    public void The_text_form_renders_to_the_bytes_of_Qwens_template()
    {
        var cases = Fixture.Json("qwen_golden.json").EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, vector => Assert.Equal(vector.GetProperty("rendered").GetProperty("qwen2.5").GetString(), Render(vector)));
    }

    private static string Render(JsonElement vector)
    {
        var messages = vector.GetProperty("messages").EnumerateArray().ToList();
        var system = messages[0].GetProperty("role").GetString() == "system" ? messages[0].GetProperty("content").GetString()! : "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.";
        var tools = vector.TryGetProperty("tools", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(ToTool).ToList() : [];
        var block = tools.Count == 0 ? system : Text(new QwenTools(tools).SystemBlock(Encoding.UTF8.GetBytes(system), [.. Enumerable.Range(0, tools.Count)]));
        var conversation = new Conversation(default, default, [.. Turns(messages)]);
        var text = new StringBuilder($"<|im_start|>system\n{block}<|im_end|>\n");
        foreach (var message in QwenText.Render(conversation, keepPreamble: true))
            text.Append("<|im_start|>").Append(Text(message.Role)).Append('\n').Append(Text(message.Content)).Append("<|im_end|>\n");
        return text.ToString();
    }

    private static IEnumerable<Turn> Turns(List<JsonElement> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var content = messages[i].TryGetProperty("content", out var value) && value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(value.GetString()!) : [];
            switch (messages[i].GetProperty("role").GetString())
            {
                case "user": yield return new CustomerTurn(0, content); break;
                case "assistant": yield return new AssistantTurn(0, content, messages[i].TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(ToCall)] : []); break;
                case "tool":
                    var run = messages.Skip(i).TakeWhile(message => message.GetProperty("role").GetString() == "tool").ToList();
                    yield return new ResponseTurn(0, [.. run.Select(message => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(message.GetProperty("content").GetString()!))]);
                    i += run.Count - 1;
                    break;
            }
        }
    }

    private static ToolCall ToCall(JsonElement call) =>
        new(call.GetProperty("function").GetProperty("name").GetString()!, PythonJson.Write(call.GetProperty("function").GetProperty("arguments")));

    private static Tool ToTool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        return new Tool(function.GetProperty("name").GetString()!, function.GetProperty("description").GetString()!, function.GetProperty("parameters"), default);
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
