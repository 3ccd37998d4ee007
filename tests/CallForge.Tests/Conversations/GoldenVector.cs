using System.Text;
using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Tests.Conversations;

/// <summary>A conversation of <c>qwen_golden.json</c>: its structured form, and what Qwen's own templates rendered of it.</summary>
internal sealed record GoldenVector(string Name, JsonElement Messages, string System, Conversation Conversation, IReadOnlyList<Tool> Tools, JsonElement Rendered)
{
    public static IReadOnlyList<GoldenVector> All { get; } = [.. Fixture.Json("qwen_golden.json").EnumerateArray().Select(Read)];

    public string RenderedBy(string template) => Rendered.GetProperty(template).GetString()!;

    private static GoldenVector Read(JsonElement vector)
    {
        var messages = vector.GetProperty("messages").EnumerateArray().ToList();
        var tools = vector.TryGetProperty("tools", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(ToTool).ToList() : [];
        return new GoldenVector(
            vector.GetProperty("name").GetString()!, vector.GetProperty("messages"), messages[0].GetProperty("content").GetString()!,
            new Conversation(default, default, [.. Turns(messages)]), tools, vector.GetProperty("rendered"));
    }

    private static IEnumerable<Turn> Turns(List<JsonElement> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var content = Utf8(messages[i].GetProperty("content"));
            switch (messages[i].GetProperty("role").GetString())
            {
                case "user": yield return new CustomerTurn(0, content); break;
                case "assistant": yield return new AssistantTurn(0, content, messages[i].TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(ToCall)] : []); break;
                case "tool":
                    var run = messages.Skip(i).TakeWhile(message => message.GetProperty("role").GetString() == "tool").ToList();
                    yield return new ResponseTurn(0, [.. run.Select(message => (ReadOnlyMemory<byte>)Utf8(message.GetProperty("content")))]);
                    i += run.Count - 1;
                    break;
            }
        }
    }

    private static byte[] Utf8(JsonElement text) => Encoding.UTF8.GetBytes(text.GetString()!);

    private static ToolCall ToCall(JsonElement call) =>
        new(call.GetProperty("function").GetProperty("name").GetString()!, PythonJson.Write(call.GetProperty("function").GetProperty("arguments")));

    private static Tool ToTool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        return new Tool(function.GetProperty("name").GetString()!, function.GetProperty("description").GetString()!, function.GetProperty("parameters"), default);
    }
}
