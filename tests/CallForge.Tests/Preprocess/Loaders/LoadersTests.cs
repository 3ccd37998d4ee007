using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>Every form is what its trainers take: no row of 400 conversations is refused, and each acceptor does refuse.</summary>
public sealed class LoadersTests(LoadersTests.Corpus corpus) : IClassFixture<LoadersTests.Corpus>
{
    private static readonly Dictionary<string, Action<JsonElement>> Loaders = new()
    {
        ["trl"] = TrlLoader.Accept,
        ["axolotl"] = AxolotlLoader.Accept,
        ["llama-factory"] = LlamaFactoryLoader.Accept,
        ["ms-swift"] = SwiftLoader.Accept,
        ["unsloth"] = UnslothLoader.Accept,
    };

    [Theory]
    [InlineData("trl", "openai")]
    [InlineData("trl", "qwen")]
    [InlineData("axolotl", "openai")]
    [InlineData("axolotl", "qwen")]
    [InlineData("llama-factory", "sharegpt")]
    [InlineData("ms-swift", "swift")]
    [InlineData("unsloth", "text")]
    [InlineData("unsloth", "qwen")]
    public void No_row_is_refused(string loader, string format)
    {
        Assert.Equal(400, corpus.Rows(format).Count);
        Assert.All(corpus.Rows(format), Loaders[loader]);
    }

    [Fact]
    public void LLaMA_Factory_makes_of_sharegpt_the_bytes_of_Qwens_template() =>
        Assert.Equal(corpus.Rows("text").Select(row => row.Text("text")), corpus.Rows("sharegpt").Select(LlamaFactoryLoader.Render));

    [Theory]
    [InlineData("trl", "openai", "\"content\":\"\"", "\"content\":null")]
    [InlineData("trl", "openai", "\"tool_call_id\":\"call00001\"", "\"tool_call_id\":\"call00009\"")]
    [InlineData("trl", "openai", "\"type\": \"function\"", "\"type\": \"tool\"")]
    [InlineData("trl", "openai", "\"role\":\"assistant\"", "\"role\":\"gpt\"")]
    [InlineData("axolotl", "openai", "call00001", "call_1")]
    [InlineData("axolotl", "openai", "\"arguments\": {", "\"arguments\": [], \"x\": {")]
    [InlineData("llama-factory", "sharegpt", "\"from\":\"observation\"", "\"from\":\"tool\"")]
    [InlineData("llama-factory", "sharegpt", "{\"from\":\"human\",", "{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"human\",")]
    [InlineData("llama-factory", "sharegpt", "\\\"arguments\\\": {", "\\\"arguments\\\": ")]
    [InlineData("ms-swift", "swift", "\"role\":\"tool_response\"", "\"role\":\"user\"")]
    [InlineData("ms-swift", "swift", "{\\\"name\\\": \\\"", "{\\\"name\\\": \\\"un")]
    [InlineData("unsloth", "text", "<|im_end|>\\n\",", "<|im_end|>\",")]
    [InlineData("unsloth", "qwen", "\"role\":\"user\"", "\"role\":\"tool\"")]
    public void A_broken_row_is_refused(string loader, string format, string text, string broken)
    {
        var line = corpus.Lines(format).First(line => line.Contains(text, StringComparison.Ordinal) && line.Contains("arguments", StringComparison.Ordinal) && !line.Contains("\"arguments\": {}", StringComparison.Ordinal));
        var place = line.IndexOf(text, StringComparison.Ordinal);
        Assert.Throws<LoaderException>(() => Loaders[loader](JsonDocument.Parse(line[..place] + broken + line[(place + text.Length)..]).RootElement));
    }

    [Fact]
    public void All_forms_tell_of_the_same_calls()
    {
        var openai = corpus.Rows("openai").Select(row => row.Items("messages").Sum(message => message.TryGetProperty("tool_calls", out var calls) ? calls.GetArrayLength() : 0)).ToList();
        Assert.True(openai.Max() > 3);
        Assert.Equal(openai, corpus.Rows("swift").Select(row => row.Items("messages").Count(message => message.Text("role") == "tool_call")));
        Assert.Equal(openai, corpus.Rows("qwen").Select(row => row.Items("messages").Sum(message => message.Text("content").Split("</tool_call>").Length - 1)));
        Assert.Equal(openai, corpus.Rows("text").Select(row => row.Text("text").Split("\n</tool_call>").Length - 2));
    }

    /// <summary>400 conversations in all five forms, as JSON lines; the text as Qwen2.5's template makes it.</summary>
    public sealed class Corpus : IAsyncLifetime
    {
        private readonly CommandLine _cli = new();

        internal IReadOnlyList<string> Lines(string format) => File.ReadAllLines(_cli.PathOf(format == "qwen" ? "data/d.jsonl" : $"data/d.{format}.jsonl"));

        internal IReadOnlyList<JsonElement> Rows(string format) => [.. Lines(format).Select(line => JsonDocument.Parse(line).RootElement)];

        public async ValueTask InitializeAsync()
        {
            Assert.Equal(0, await _cli.RunLocalAsync("--count", "400", "--yes"));
            Assert.Equal(0, await _cli.RunAsync("preprocess", "--output", _cli.PathOf("data/d.jsonl"), "--format", "qwen,openai,sharegpt,swift,text", "--template", "qwen2.5"));
        }

        public ValueTask DisposeAsync()
        {
            _cli.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
