using System.Text.Json.Nodes;
using CallForge.Cost;
using Xunit;

namespace CallForge.Tests.Cost;

/// <summary>
/// Our count of a prompt against the <c>input_tokens</c> that OpenAI told for it, in the recordings of openai/openai-dotnet
/// (tests/SessionRecords/ResponsesTests); docs/cost.md has the figures.
/// </summary>
public sealed class RecordedPromptTests(ITestOutputHelper output)
{
    private const string Bob = "user:Hello, Assistant, my name is Bob!";
    private const string Travis = "user:Hello, Assistant! My name is Travis.";

    [Theory]
    [InlineData("MaxTokens", "gpt-4o-mini", 14, "user:Write three haikus about tropical fruit")]
    [InlineData("CanGetInputTokenCounts", "gpt-4o-mini", 12, "user:Tell me a joke.")]
    [InlineData("TwoTurnCrossModel, 1", "gpt-4o-mini", 16, Travis)]
    [InlineData("MessageHistoryWorks", "gpt-4o-mini", 59, "developer:You are a helpful assistant.", Bob, "assistant:Hello, Bob. It's a nice, sunny day!", "user:What's my name and what did you tell me the weather was like?")]
    [InlineData("TwoTurnCrossModel, 2", "o3-mini", 38, Travis, "assistant:Hello, Travis! How can I assist you today?", "user:What's my name?")]
    [InlineData("MultipleResponseInstructions", "gpt-5.2", 69, "developer:You are Terry Crews and have had 13 cans of Red Bull today.   You are PUMPED to help in whatever way needed.", "user:Tell me the story of the three little pigs.  Be brief but tell the entire story and be entertaining.", "user:Hello, model!")]
    [InlineData("ResponsesWithPromptCache", "gpt-5.5", 10, "user:Hello, world!")]
    [InlineData("ResponsesWithReasoning", "gpt-5.6", 30, "instructions:Perform reasoning over any questions asked by the user.", "user:What's the best way to fold a burrito?")]
    public void A_prompt_is_counted_as_it_was_billed_or_with_one_token_too_many(string recording, string model, int billed, params string[] messages)
    {
        var body = new JsonObject { ["model"] = model };
        var input = new JsonArray();
        foreach (var (role, text) in messages.Select(message => message.Split(':', 2)).Select(parts => (parts[0], parts[1])))
        {
            if (role == "instructions") body["instructions"] = text;
            else input.Add(new JsonObject { ["type"] = "message", ["role"] = role, ["content"] = new JsonArray(new JsonObject { ["type"] = role == "assistant" ? "output_text" : "input_text", ["text"] = text }) });
        }

        body["input"] = input;
        var counted = new PromptCount().Of(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["custom_id"] = "a", ["body"] = body }.ToJsonString())).Input;
        output.WriteLine($"| {recording} | {model} | {messages.Length} | {billed} | {counted} |");
        Assert.InRange(counted - billed, 0, 1);
    }
}
