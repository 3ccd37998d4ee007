using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CallForge.Preprocess;
using CallForge.Tests.Conversations;
using CallForge.Validation;
using Xunit;

namespace CallForge.Tests.Preprocess;

public sealed class RowFormatTests
{
    private static readonly PreprocessOptions Options = new(42, true, true, "qwen", "qwen3-2507", 0, long.MaxValue, CheckOptions.Usual);

    /// <summary>The structured form is the one that the templates were given; only ids and names are added.</summary>
    [Fact]
    public void The_messages_of_openai_are_those_the_golden_texts_were_made_of() => Assert.All(GoldenVector.All, vector =>
    {
        var messages = Row("openai", vector).GetProperty("messages").EnumerateArray().ToList();
        var expected = vector.Messages.EnumerateArray().ToList();
        Assert.Equal(expected.Count, messages.Count);
        Assert.All(expected.Zip(messages), pair =>
        {
            Assert.Equal(pair.First.GetProperty("role").GetString(), pair.Second.GetProperty("role").GetString());
            Assert.Equal(pair.First.GetProperty("content").GetString(), pair.Second.GetProperty("content").GetString());
            Assert.Equal(Functions(pair.First), Functions(pair.Second));
        });
    });

    [Fact]
    public void The_messages_of_qwen_make_the_golden_texts() => Assert.All(GoldenVector.All.Where(vector => vector.Tools.Count > 0), vector =>
    {
        var row = Row("qwen", vector);
        var text = new StringBuilder();
        foreach (var message in row.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString();
            text.Append("<|im_start|>").Append(role).Append('\n').Append(role == "system" ? row.GetProperty("system_prompt").GetString() : message.GetProperty("content").GetString()).Append("<|im_end|>\n");
        }

        Assert.Equal(vector.RenderedBy("qwen2.5"), text.ToString());
    });

    [Fact]
    public void The_text_of_a_row_is_the_golden_text() => Assert.All(
        GoldenVector.All, vector => Assert.Equal(vector.RenderedBy("qwen3-2507"), Row("text", vector).GetProperty("text").GetString()));

    private static JsonElement Row(string format, GoldenVector vector)
    {
        var form = RowFormat.Create(format, Options);
        var block = new JsonlBlock(form.Schema);
        block.StartRow();
        form.Write(new RowSource("id"u8, "tool_use"u8, vector.Conversation, Encoding.UTF8.GetBytes(vector.System), new ToolTexts(vector.Tools), [.. Enumerable.Range(0, vector.Tools.Count)]), block);
        block.EndRow();
        return JsonDocument.Parse(block.Text.Written.ToArray()).RootElement;
    }

    private static string[] Functions(JsonElement message) =>
        message.TryGetProperty("tool_calls", out var calls)
            ? [.. calls.EnumerateArray().Select(call => call.GetProperty("function")).Select(function => function.GetProperty("name").GetString() + Encoding.UTF8.GetString(PythonJson.Write(function.GetProperty("arguments"))))]
            : [];
}
