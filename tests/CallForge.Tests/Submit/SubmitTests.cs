using CallForge.Files;
using CallForge.OpenAI;
using Xunit;

namespace CallForge.Tests.Submit;

public sealed class SubmitTests
{
    private const string Line = """{"custom_id":"a","method":"POST","url":"/v1/responses","body":{"model":"m","input":"Hello"}}""";

    [Fact]
    public async Task Without_a_key_the_command_says_what_to_set()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--input", cli.Write("in.jsonl", Line)));
        Assert.Contains("OPENAI_API_KEY", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_repeating_it()
    {
        using var cli = new CommandLine().With("OPENAI_API_KEY", "wrong-key");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--input", cli.Write("in.jsonl", Line), "--base-url", server.BaseUrl.ToString()));
        Assert.Contains("does not accept the API key", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_service_is_told_in_one_sentence()
    {
        using var cli = new CommandLine().With("OPENAI_BASE_URL", "http://127.0.0.1:9/v1");
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--input", cli.Write("in.jsonl", Line)));
        Assert.Contains("no answer from http://127.0.0.1:9/v1", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_wrong_address_the_right_one_can_be_given_since_nothing_was_submitted()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        var input = cli.Write("in.jsonl", Line);
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--input", input, "--base-url", "http://127.0.0.1:9/v1"));
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--input", input, "--base-url", server.BaseUrl.ToString()));
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--input", input, "--base-url", "http://127.0.0.1:9/v1"));
        Assert.Equal(server.BaseUrl.ToString(), BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.BaseUrl);
    }

    [Fact]
    public async Task The_same_input_submitted_again_attaches_to_the_batch_that_exists()
    {
        using var cli = new CommandLine();
        var input = cli.Write("in.jsonl", Line + "\n");
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--provider", "local", "--input", input));
        var first = cli.Out.Split(' ')[0];
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--input", input, "--wait"));
        Assert.Equal(first, cli.Out.Split(' ')[0]);
        Assert.Single(Directory.GetFiles(Path.Combine(cli.Data.LocalStateDirPath, "batches")));
    }

    [Fact]
    public async Task A_batch_that_was_created_but_not_remembered_is_found_and_not_created_again()
    {
        using var cli = new CommandLine();
        var input = cli.Write("in.jsonl", Line + "\n");
        await cli.RunAsync("submit-batch", "--provider", "local", "--input", input);
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        status.With(status.Batches[0] with { Batch = null, CreateSent = true }).Save(cli.Data.BatchStatusFilePath);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--input", input));
        Assert.Equal(status.Batches[0].Batch!.Id, BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.BatchId);
    }

    [Fact]
    public async Task The_status_file_starts_with_the_fields_of_the_original_tool()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("submit-batch", "--provider", "local", "--input", cli.Write("in.jsonl", Line));
        var status = CommandLine.Json(cli.Data.BatchStatusFilePath);
        Assert.Equal(["batch_id", "input_file_id", "status", "created_at"], status.EnumerateObject().Select(member => member.Name).Take(4));
        Assert.StartsWith("batch_", status.GetProperty("batch_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, status.GetProperty("batches").GetArrayLength());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("not json\n", ":1' is no batch request")]
    [InlineData("[1]\n", "not a JSON object")]
    [InlineData(Line + "\n{\"custom_id\":\"b\"\n", ":2' is no batch request")]
    [InlineData(Line + "\n" + Line + "\n", ":2' repeats the custom_id 'a'")]
    [InlineData("{\"custom_id\":\"a\",\"url\":\"/v1/embeddings\",\"body\":{}}\n", "/v1/embeddings")]
    [InlineData("{\"method\":\"POST\"}\n", "no custom_id")]
    [InlineData("{\"custom_id\":\"a\",\"custom_id\":\"b\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"m\"}}\n", "two custom_ids")]
    public async Task An_input_that_is_no_batch_input_is_refused_before_anything_is_sent(string text, string expected)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local", "--input", cli.Write("in.jsonl", text)));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.Data.BatchStatusFilePath));
    }

    [Fact]
    public async Task A_line_of_50_MB_is_refused_with_its_place()
    {
        using var cli = new CommandLine();
        var input = cli.Write("in.jsonl", Line + "\n" + Line.Replace("Hello", new string('x', 50_000_000), StringComparison.Ordinal) + "\n");
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local", "--input", input));
        Assert.Contains("in.jsonl:2' is longer than 32 MB", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_input_is_told_with_what_makes_it()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local"));
        Assert.Contains("callforge generate-batch", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflicting_provider_is_a_usage_error()
    {
        using var cli = new CommandLine().With("OPENAI_API_KEY", "k");
        var input = cli.Write("in.jsonl", Line);
        await cli.RunAsync("submit-batch", "--provider", "local", "--input", input);
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "openai", "--input", input));
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--provider", "openai"));
        Assert.Contains("leave the option out", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_changed_after_it_was_submitted_is_refused()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("submit-batch", "--provider", "local", "--input", cli.Write("in.jsonl", Line));
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--input", cli.Write("in.jsonl", Line.Replace("Hello", "Bye", StringComparison.Ordinal))));
        Assert.Contains("has changed where it was already submitted", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_fails_validation_fails_the_command_and_can_be_submitted_again()
    {
        using var cli = new CommandLine();
        var input = cli.Write("in.jsonl", Line.Replace("\"m\"", "\"no-such-model\"", StringComparison.Ordinal));
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--provider", "local", "--wait", "--input", input));
        Assert.Contains("line 1", cli.Error, StringComparison.Ordinal);
        Assert.Contains("model_not_found", cli.Error, StringComparison.Ordinal);
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--wait", "--input", input));
        Assert.Single(BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches[0].FailedBatchIds);
    }

    [Fact]
    public async Task What_failed_validation_was_not_paid_for_and_may_be_mended_in_its_folder()
    {
        using var cli = new CommandLine();
        Assert.Equal(1, await cli.RunLocalAsync("--count", "5", "--model", "no-such-model"));
        Assert.Equal(0, await cli.RunLocalAsync("--count", "5", "--model", "gpt-5-2025-08-07"));
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        Assert.Equal(("completed", 1), (status.Status, status.Batches[0].FailedBatchIds.Count));
        Assert.Equal(5, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
    }

    [Fact]
    public async Task A_domain_the_simulated_teacher_does_not_know_is_refused()
    {
        using var cli = new CommandLine();
        var scenario = """<scenario>{"domain":"bank","scenario_type":"tool_use","user_id":"u","date":"2024-01-01","complaint":false,"manner":{"id":"a","text":"b"},"topics":[],"unsupported":[],"chitchat":[]}</scenario>""";
        var input = cli.Write("in.jsonl", Line.Replace("Hello", scenario.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local", "--input", input));
        Assert.Contains("does not know the domain 'bank'", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_near_its_end_is_warned_of_with_its_successors_unless_the_provider_is_local()
    {
        using var cli = new CommandLine { Time = new HurriedTime { Start = new(2026, 12, 20, 0, 0, 0, TimeSpan.Zero) } }.With("OPENAI_API_KEY", "k");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        var input = cli.Write("in.jsonl", Line.Replace("\"m\"", "\"gpt-4o\"", StringComparison.Ordinal));
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--input", input, "--base-url", server.BaseUrl.ToString()));
        Assert.Contains("gpt-6-luna", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_table_warns_from_thirty_days_before_the_end()
    {
        var table = ModelTable.Current;
        Assert.Null(table.ShutdownWarning("gpt-5-2025-08-07", new DateOnly(2026, 11, 10)));
        Assert.Contains("shuts down", table.ShutdownWarning("gpt-5-2025-08-07", new DateOnly(2026, 11, 22)), StringComparison.Ordinal);
        Assert.Contains("gpt-6.1-terra", table.ShutdownWarning("gpt-5-2025-08-07", new DateOnly(2027, 1, 1)), StringComparison.Ordinal);
        Assert.Null(table.ShutdownWarning("some-unknown-model", new DateOnly(2027, 1, 1)));
    }
}
