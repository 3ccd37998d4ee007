using System.Text;
using CallForge.Files;
using Xunit;
using Server = CallForge.Tests.LocalServer.TestServer;

namespace CallForge.Tests.Preview;

public sealed class LiveTests
{
    [Theory]
    [InlineData("responses", "gpt-5-2025-08-07")]
    [InlineData("responses", "gpt-6-luna")]
    [InlineData("chat", "gpt-5-2025-08-07")]
    [InlineData("chat", "gpt-6-luna")]
    public async Task The_local_server_bills_the_tokens_that_were_counted_and_its_answer_is_accepted(string endpoint, string model)
    {
        using var folder = new TempFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        using var cli = new CommandLine();
        string[] options = ["--live", "--base-url", $"{server.BaseUrl}", "--chitchat", "none", "--endpoint", endpoint, "--model", model];
        var (index, topic) = await IndexOfStatusAsync(cli);
        Assert.Equal(0, await cli.RunAsync(["preview", .. options, "--index", $"{index}"]));
        Assert.Contains("\nverdict    accepted\nturns      ", cli.Out, StringComparison.Ordinal);
        Assert.Contains($"\ntopic      {topic}: expects get_order_status: called in this order\n", cli.Out, StringComparison.Ordinal);
        var input = PreviewTests.Tokens(cli.Out, "input");
        Assert.Contains($"\nbilled     {input:N0} input tokens (0 cached), ", cli.Out, StringComparison.Ordinal);

        Assert.Equal(0, await cli.RunAsync(["preview", .. options, "--index", "0"]));
        input = PreviewTests.Tokens(cli.Out, "input");
        var cached = PreviewTests.Cacheable(cli.Out);
        Assert.Contains($"\nbilled     {input:N0} input tokens ({cached:N0} cached), ", cli.Out, StringComparison.Ordinal);
    }

    /// <summary>The first request that is only about the status of an order.</summary>
    private static async Task<(int Index, string Topic)> IndexOfStatusAsync(CommandLine cli)
    {
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--chitchat", "none"));
        return File.ReadLines(cli.Data.BatchInputFilePath)
            .Select((line, index) => (Topics: RequestLine.ScenarioOf(Encoding.UTF8.GetBytes(line))!.Topics, index))
            .Where(one => one.Topics is [{ Functions: ["get_order_status"] }] && one.index > 0)
            .Select(one => (one.index, one.Topics[0].Id)).First();
    }

    [Fact]
    public async Task The_local_provider_answers_without_a_key_and_leaves_no_file()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("preview", "--live", "--provider", "local", "--chitchat", "none"));
        Assert.Equal("--live asks the local server once; it bills nothing.\n", cli.Error);
        Assert.Contains("nothing; at OpenAI's standard rate $0.0", cli.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));
    }

    [Theory]
    [InlineData("responses", "gpt-5-2025-08-07", "/v1/responses")]
    [InlineData("chat", "gpt-6-luna", "/v1/chat/completions")]
    public async Task What_is_sent_is_the_body_of_the_batch_line_byte_for_byte(string endpoint, string model, string path)
    {
        await using var stub = new StubService("{}");
        using var cli = new CommandLine();
        string[] options = ["--count", "5", "--chitchat", "none", "--endpoint", endpoint, "--model", model, "--reasoning-effort", "low", "--max-output-tokens", "5000"];
        await cli.RunAsync(["generate-batch", .. options]);
        Assert.Equal(1, await cli.RunAsync(["preview", "--live", "--base-url", stub.BaseUrl, "--index", "3", .. options]));
        var line = File.ReadLines(cli.Data.BatchInputFilePath).ElementAt(3);
        Assert.Equal((path, line[(line.IndexOf("\"body\":", StringComparison.Ordinal) + 7)..^1]), Assert.Single(stub.Calls));
    }

    [Theory]
    [InlineData("I cannot do that today.", 1, "verdict    rejected, empty_transcript: There is no turn in it.")]
    [InlineData("(customer) Hi.\n(assistant) Hi.\n(customer) Bye.", 1, "verdict    rejected, last_turn_not_assistant, line 3: ")]
    [InlineData("(customer) Hi.\n(function_call) {\"name\": \"fly\", \"arguments\": {}}\n(function_response) {}\n(assistant) Ok.", 1, "verdict    rejected, unknown_function, line 2: ")]
    [InlineData("[user_id] 00000000-0000-0000-0000-000000000000\n(customer) Hi.\n(assistant) Hi.", 1, "verdict    rejected, metadata_conflict, line 1: ")]
    [InlineData("(customer) <tool_call>\n(assistant) Hi.", 1, "verdict    rejected, special_token, line 1: ")]
    [InlineData("(customer) Hi.\n(assistant) Hi.", 0, "verdict    accepted\nrepair     metadata_from_scenario: ")]
    [InlineData("(customer) Teas?\n(function_call) {\"name\": \"list_teas\", \"arguments\": {}}\n(function_response) []\n(assistant) None.", 0, "topic      order: expects list_teas, order_tea: without order_tea (information, no verdict)")]
    public async Task An_answer_is_read_as_preprocess_reads_it(string transcript, int exitCode, string verdict)
    {
        await using var server = await Server.StartAsync(_ => transcript);
        using var cli = new CommandLine();
        Assert.Equal(exitCode, await AskAsync(cli, server.BaseUrl.ToString()));
        Assert.Contains($"\n=== answer ===\n{transcript}\n=== end of the answer ===\n", cli.Out, StringComparison.Ordinal);
        Assert.Contains($"\n{verdict}", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_an_answer_are_shown_and_never_sent_to_the_terminal()
    {
        await using var server = await Server.StartAsync(_ => "(customer) \u001b[2J\u009b31m\u0007gone\rback\u202Eer\n(assistant) Hi.");
        using var cli = new CommandLine();
        Assert.Equal(1, await AskAsync(cli, server.BaseUrl.ToString())); // Nobody types them: the answer gives no row.
        Assert.Contains("control_character", cli.Out, StringComparison.Ordinal);
        Assert.Contains("(customer) ␛[2J<U+009B>31m␇gone␍back<U+202E>er\n(assistant) Hi.", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_cut_failed_and_is_billed()
    {
        await using var server = await Server.StartAsync(_ => "(customer) Hi.\n(assistant) Hi.");
        using var cli = new CommandLine();
        Assert.Equal(1, await AskAsync(cli, server.BaseUrl.ToString(), "--max-output-tokens", "10"));
        Assert.Contains(" 10 output tokens (10 reasoning): what 127.0.0.1 asks; at OpenAI's standard rate $0.00", cli.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nverdict    failed, truncated: The answer was cut at max_output_tokens.\n", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I will not."}]}],"usage":{"input_tokens":2000,"output_tokens":1000}}""", "billed     2,000 input tokens (0 cached), 1,000 output tokens (0 reasoning): what 127.0.0.1 asks; at OpenAI's standard rate $0.0125\nverdict    failed, refused: I will not.")]
    [InlineData("""{"status":"failed","error":{"code":"server_error","message":"Sorry"},"output":[]}""", "billed     unknown: the answer tells no usage\nverdict    failed, not_completed: The response is 'failed': Sorry.")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"finish_reason":"content_filter"}],"usage":{"prompt_tokens":8,"completion_tokens":-1}}""", "billed     unknown: the answer tells no usage\nverdict    failed, content_filter: ")]
    [InlineData("""<html>Hello</html>""", "verdict    failed, unknown_shape: The body is not the JSON that is expected ")]
    [InlineData("""{"output":[{"type":"message","content":[{"type":"output_text","text":"\ud800"}]}]}""", "verdict    failed, unknown_shape: ")]
    public async Task An_answer_without_a_text_failed_and_says_why(string reply, string verdict)
    {
        await using var stub = new StubService(reply);
        using var cli = new CommandLine();
        Assert.Equal(1, await AskAsync(cli, stub.BaseUrl));
        Assert.Contains($"\n{verdict}", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("=== answer ===", cli.Out, StringComparison.Ordinal);
        Assert.Single(stub.Calls);
    }

    [Theory]
    [InlineData(401, "does not accept the API key; check OPENAI_API_KEY")]
    [InlineData(404, "answered 404 'The model `x` does not exist'")]
    [InlineData(429, "answered 429 'The model `x` does not exist'")]
    [InlineData(500, "answered 500 'The model `x` does not exist'")]
    public async Task A_call_that_is_refused_is_one_sentence_and_is_not_repeated(int status, string sentence)
    {
        await using var stub = new StubService("""{"error":{"message":"The model `x` does not exist","type":"t","param":null,"code":"c"}}""", status);
        using var cli = new CommandLine();
        Assert.Equal(1, await AskAsync(cli, stub.BaseUrl));
        var error = cli.Error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("error: Cannot get an answer: 127.0.0.1 ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(stub.Calls);
    }

    [Fact]
    public async Task A_reply_that_is_lost_may_be_billed_and_is_not_asked_for_again()
    {
        await using var stub = new StubService(reply: null);
        using var cli = new CommandLine();
        Assert.Equal(1, await AskAsync(cli, stub.BaseUrl));
        Assert.Contains($"error: Cannot get an answer: no answer from {stub.BaseUrl} (", cli.Error, StringComparison.Ordinal);
        Assert.Contains("it was sent once and not again, and is billed if it arrived", cli.Error, StringComparison.Ordinal);
        Assert.Single(stub.Calls);
    }

    [Fact]
    public async Task Without_a_key_OpenAI_is_not_asked()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("preview", "--live", "--chitchat", "none"));
        Assert.Contains("set OPENAI_API_KEY", cli.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Out);
    }

    private static Task<int> AskAsync(CommandLine cli, string baseUrl, params string[] options) =>
        cli.RunAsync(["preview", "--live", "--base-url", baseUrl, "--domain", Fixture.PathOf("preview/pack"), .. options]);
}
