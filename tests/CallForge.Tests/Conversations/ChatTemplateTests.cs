using System.Text;
using CallForge.Conversations;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class ChatTemplateTests
{
    public static TheoryData<string> Templates => [.. ChatTemplate.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_makes_the_bytes_of_Qwens_own(string template)
    {
        Assert.NotEmpty(GoldenVector.All);
        Assert.All(GoldenVector.All, vector => Assert.Equal(vector.RenderedBy(template), Render(template, vector)));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Inside_a_JSON_string_a_template_makes_the_same_text(string template)
    {
        Assert.All(GoldenVector.All, vector =>
        {
            var output = new TextOutput { Escapes = true };
            Render(template, vector, output);
            Assert.Equal(vector.RenderedBy(template), System.Text.Json.JsonSerializer.Deserialize<string>($"\"{Encoding.UTF8.GetString(output.Written)}\""));
        });
    }

    [Theory]
    [InlineData("qwen3.5", "True", "False", "None")]
    [InlineData("qwen3.6", "true", "false", "null")]
    public void Words_of_JSON_as_arguments_are_written_as_the_template_does_and_left_alone_inside_lists(string template, string yes, string no, string nothing)
    {
        var call = new ToolCall("f", """{"a": true, "b": false, "c": null, "d": [true, null], "e": {"x": false}, "s": "true"}"""u8.ToArray());
        var output = new TextOutput();
        ChatTemplate.Named(template).Write(
            new Conversation(default, default, [new CustomerTurn(0, "x"u8.ToArray()), new AssistantTurn(0, default, [call])]), "s"u8, new ToolTexts([]), [], output);
        string Parameter(string name, string value) => $"<parameter={name}>\n{value}\n</parameter>\n";
        Assert.Contains(
            $"<function=f>\n{Parameter("a", yes)}{Parameter("b", no)}{Parameter("c", nothing)}{Parameter("d", "[true, null]")}{Parameter("e", "{\"x\": false}")}{Parameter("s", "true")}</function>",
            Encoding.UTF8.GetString(output.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_without_arguments_has_no_parameters_in_XML()
    {
        var output = new TextOutput();
        QwenXmlText.JsonWords.WriteCalls(new AssistantTurn(0, default, [new ToolCall("get_cart", "{}"u8.ToArray())]), output);
        Assert.Equal("<tool_call>\n<function=get_cart>\n</function>\n</tool_call>", Encoding.UTF8.GetString(output.Written));
    }

    private static string Render(string template, GoldenVector vector)
    {
        var output = new TextOutput(capacity: 16);
        Render(template, vector, output);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static void Render(string template, GoldenVector vector, TextOutput output) =>
        ChatTemplate.Named(template).Write(vector.Conversation, Encoding.UTF8.GetBytes(vector.System), new ToolTexts(vector.Tools), [.. Enumerable.Range(0, vector.Tools.Count)], output);
}
