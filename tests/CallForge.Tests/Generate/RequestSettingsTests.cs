using System.Text.Json;
using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Generate;

/// <summary>What is asked of a model beside the prompt: as it was given, nothing else, and without a trace where nothing was.</summary>
public sealed class RequestSettingsTests
{
    private static readonly string[] Chat = ["generate-batch", "--count", "2", "--chitchat", "none", "--endpoint", "chat"];

    /// <summary>The run ids are those of version 0.9, whose chat bodies had a <c>store</c>.</summary>
    [Fact]
    public async Task A_chat_body_has_what_was_asked_for_and_the_run_id_it_always_had()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync(Chat));
        Assert.Equal(["model", "messages"], BodyOf(cli).EnumerateObject().Select(member => member.Name));
        var plain = RunFile.Load(cli.Data.RunFilePath)!;
        Assert.Equal("cf-2bddf7b28e87", plain.RunId);
        Assert.Null(plain.Temperature);
        Assert.DoesNotContain("temperature", File.ReadAllText(cli.Data.RunFilePath), StringComparison.Ordinal);
        Assert.DoesNotContain("extra_body", File.ReadAllText(cli.Data.RunFilePath), StringComparison.Ordinal);

        Assert.Equal(0, await cli.RunAsync([.. Chat, "--max-output-tokens", "8000", "--token-limit-field", "max_tokens", "--reasoning-effort", "low"]));
        Assert.Equal(["model", "messages", "reasoning_effort", "max_tokens"], BodyOf(cli).EnumerateObject().Select(member => member.Name));
        Assert.NotEqual(plain.RunId, RunFile.Load(cli.Data.RunFilePath)!.RunId);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task Sampling_and_further_members_stand_in_every_body_in_run_json_and_in_the_run_id(string endpoint)
    {
        using var cli = new CommandLine();
        string[] command = ["generate-batch", "--count", "2", "--chitchat", "none", "--endpoint", endpoint];
        Assert.Equal(0, await cli.RunAsync(command));
        var ids = new HashSet<string> { RunFile.Load(cli.Data.RunFilePath)!.RunId };
        string[][] settings =
        [
            ["--temperature", "0.7"], ["--top-p", "0.95"], ["--extra-body", """{"top_k": 20}"""],
            ["--temperature", "0.7", "--top-p", "0.95", "--extra-body", "{\"top_k\": 20,\n \"chat_template_kwargs\": {\"enable_thinking\": false, \"말\": \"한국어\"}}"],
        ];
        foreach (var given in settings)
        {
            Assert.True(await cli.RunAsync([.. command, .. given]) == 0, cli.Error);
            Assert.True(ids.Add(RunFile.Load(cli.Data.RunFilePath)!.RunId));
        }

        var run = CommandLine.Json(cli.Data.RunFilePath);
        Assert.Equal(0.7, run.GetProperty("temperature").GetDouble());
        Assert.Equal(0.95, run.GetProperty("top_p").GetDouble());
        Assert.Equal(20, run.GetProperty("extra_body").GetProperty("top_k").GetInt32());
        Assert.All(CommandLine.JsonLines(cli.Data.BatchInputFilePath), line =>
        {
            var body = line.GetProperty("body");
            Assert.Equal(("0.7", "0.95", 20), (body.GetProperty("temperature").GetRawText(), body.GetProperty("top_p").GetRawText(), body.GetProperty("top_k").GetInt32()));
            Assert.False(body.GetProperty("chat_template_kwargs").GetProperty("enable_thinking").GetBoolean());
            Assert.Equal("한국어", body.GetProperty("chat_template_kwargs").GetProperty("말").GetString());
        });
        Assert.Contains("한국어", File.ReadAllText(cli.Data.BatchInputFilePath), StringComparison.Ordinal); // As it is, not escaped.
        Assert.Equal(0, await cli.RunAsync([.. command, .. settings[^1]]));
        Assert.Contains("nothing to do", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_and_a_run_know_them_too()
    {
        using var cli = new CommandLine { Time = new HurriedTime() }.With("OPENAI_API_KEY", "k");
        string[] settings = ["--chitchat", "none", "--endpoint", "chat", "--temperature", "0.6", "--extra-body", """{"top_k": 20}"""];
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        Assert.True(await cli.RunAsync(["preview", "--live", "--base-url", server.BaseUrl.ToString(), .. settings]) == 0, cli.Error);
        Assert.Contains("""settings   {"temperature":0.6,"top_k":20}""", cli.Out, StringComparison.Ordinal);
        Assert.True(await cli.RunAsync(["run", "--count", "3", "--yes", "--poll-interval", "1", "--base-url", server.BaseUrl.ToString(), .. settings]) == 0, cli.Error);
        Assert.Equal(20, BodyOf(cli).GetProperty("top_k").GetInt32());
    }

    [Theory]
    [InlineData("--temperature is 'hot'; give a number from 0 to 2", "--temperature", "hot")]
    [InlineData("--temperature is 'NaN'", "--temperature", "NaN")]
    [InlineData("--temperature is '2.1'", "--temperature", "2.1")]
    [InlineData("--temperature is '0,7'", "--temperature", "0,7")]
    [InlineData("--top-p is '0'; give a number from above 0 up to 1", "--top-p", "0")]
    [InlineData("--top-p is '1e9'", "--top-p", "1e9")]
    [InlineData("--extra-body is no JSON object", "--extra-body", "[1]")]
    [InlineData("--extra-body is no JSON object", "--extra-body", "{top_k: 20}")]
    [InlineData("--extra-body has 'messages', which the program sets itself", "--extra-body", """{"messages": []}""")]
    [InlineData("--extra-body has 'n'", "--extra-body", """{"n": 2}""")]
    [InlineData("--extra-body has 'stream'", "--extra-body", """{"stream": true}""")]
    [InlineData("--extra-body has 'top_k' twice", "--extra-body", """{"top_k": 1, "top_k": 2}""")]
    [InlineData("has the tag of a scenario", "--extra-body", """{"user": "<scenario>"}""")]
    [InlineData("--extra-body has 'temperature', which these requests have already", "--extra-body", """{"temperature": 1}""", "--temperature", "1")]
    [InlineData("--extra-body has 'max_tokens', which these requests have already", "--extra-body", """{"max_tokens": 1}""", "--max-output-tokens", "5", "--token-limit-field", "max_tokens")]
    [InlineData("--token-limit-field is for --endpoint chat", "--endpoint", "responses", "--token-limit-field", "max_tokens")]
    [InlineData("--extra-body has 'store', which these requests have already", "--endpoint", "responses", "--extra-body", """{"store": true}""")]
    public async Task What_contradicts_or_cannot_be_is_named(string sentence, params string[] options)
    {
        using var cli = new CommandLine();
        string[] endpoint = options[0] == "--endpoint" ? [] : ["--endpoint", "chat"];
        Assert.Equal(ExitCode.Usage, await cli.RunAsync(["generate-batch", "--count", "1", "--chitchat", "none", .. endpoint, .. options]));
        Assert.Contains(sentence, cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.Data.BatchInputFilePath));
    }

    private static JsonElement BodyOf(CommandLine cli) => CommandLine.JsonLines(cli.Data.BatchInputFilePath).First().GetProperty("body");
}
