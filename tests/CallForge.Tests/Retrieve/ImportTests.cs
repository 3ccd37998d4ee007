using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Files;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.Retrieve;

/// <summary>Results of requests that ran under vLLM's <c>run-batch</c>: one file, in input order, failures among successes.</summary>
public sealed class ImportTests
{
    private static readonly SimulatedTeacher Teacher = SimulatedTeacher.Load();

    [Fact]
    public async Task A_file_of_another_engine_becomes_a_dataset_and_what_failed_is_written_down_for_another_run()
    {
        using var cli = new CommandLine();
        await GenerateAsync(cli, 10);
        var lines = VllmLines(cli.Data.BatchInputFilePath).ToList();
        lines[2] = """{"id":"vllm-2","custom_id":"ID","response":{"status_code":400,"request_id":"vllm-batch-2","body":null},"error":{"error":{"message":"too long","type":"BadRequestError","param":null,"code":400}}}""".Replace("ID", Id(lines[2]), StringComparison.Ordinal);
        lines[3] = """{"id":"vllm-3","custom_id":"ID","response":{"status_code":404,"request_id":"vllm-batch-3","body":null},"error":"URL /v1/responses was used. Supported endpoints: /v1/chat/completions, /v1/embeddings, /score, /rerank."}""".Replace("ID", Id(lines[3]), StringComparison.Ordinal);
        lines.Add(lines[0]);
        lines.Add(lines[1].Replace(Id(lines[1]), "unknown", StringComparison.Ordinal));
        var file = cli.Write("out.jsonl", string.Join('\n', lines.Where((_, i) => i != 4)) + "\n");

        Assert.Equal(3, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Contains("7 results of 10 requests, 2 failed, 1 pending", cli.Out, StringComparison.Ordinal);
        Assert.Contains("2 lines are of no request of this folder or answer one again", cli.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Directory.GetFiles(cli.Data.RawDirPath).Single()));
        Assert.Equal(["http_400", "error", "duplicate_result", "unknown_custom_id"], FailedRequest.Load(cli.Data.BatchErrorsFilePath).Select(failed => failed.Reason));
        var input = File.ReadAllLines(cli.Data.BatchInputFilePath);
        Assert.Equal([input[2], input[3], input[4]], File.ReadAllLines(cli.Data.BatchInputRestFilePath));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(new(10, 7, 0, 2, 1), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.False(File.Exists(cli.Data.BatchStatusFilePath));

        var rest = cli.Write("rest.jsonl", string.Join('\n', VllmLines(cli.Data.BatchInputRestFilePath)));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--from", rest));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(new(10, 10, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.False(File.Exists(cli.Data.BatchInputRestFilePath));
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing_and_results_can_be_made_anew_without_it()
    {
        using var cli = new CommandLine();
        await GenerateAsync(cli, 4);
        var file = cli.Write("out.jsonl", string.Join('\n', VllmLines(cli.Data.BatchInputFilePath)));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--from", file));
        var before = File.ReadAllBytes(cli.Data.ResultsFilePath);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Contains("was taken in before, as 'import-001-", cli.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(cli.Data.RawDirPath));
        File.Delete(file);
        File.Delete(cli.Data.ResultsFilePath);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(before, File.ReadAllBytes(cli.Data.ResultsFilePath));
        Assert.StartsWith("import-001-", CommandLine.JsonLines(cli.Data.ResultsFilePath).First().GetProperty("batch_id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_in_is_not_paid_again()
    {
        using var cli = new CommandLine();
        await GenerateAsync(cli, 4);
        var file = cli.Write("out.jsonl", string.Join('\n', VllmLines(cli.Data.BatchInputFilePath).Take(3)));
        Assert.Equal(3, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local"));
        Assert.Contains("would pay again", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("run", "--provider", "local", "--count", "4", "--chitchat", "none", "--endpoint", "chat"));
        Assert.Contains("would pay again", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("retry", "--provider", "local"));
        Assert.Contains("batch_input.rest.jsonl", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("generate-batch", "--count", "4", "--chitchat", "none", "--seed", "7"));
        Assert.Contains("must stay as it is", cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.Data.BatchStatusFilePath));
    }

    [Fact]
    public async Task The_rest_of_a_batch_can_come_from_a_file_and_retry_leaves_it_alone()
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), TimeProvider.System, "failed-line-500=1st:0.5");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", "12", "--chitchat", "none", "--endpoint", "chat", "--poll-interval", "1"));
        var failed = FailedRequest.Load(cli.Data.BatchErrorsFilePath);
        Assert.NotEmpty(failed);
        var file = cli.Write("out.jsonl", string.Join('\n', VllmLines(cli.Data.BatchInputFilePath).Where(line => failed.Any(request => request.CustomId == Id(line)))));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Contains("12 results of 12 requests, 0 failed", cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("retry"));
        Assert.Contains("Nothing to send again.", cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("run", "--count", "12", "--chitchat", "none", "--endpoint", "chat"));
        Assert.Equal(new(12, 12, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
    }

    [Fact]
    public async Task A_wrong_file_or_option_is_told_and_leaves_nothing()
    {
        using var cli = new CommandLine();
        var file = cli.Write("out.jsonl", """{"custom_id":"x","response":null,"error":"e"}""");
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Contains("it is not known what was asked", cli.Error, StringComparison.Ordinal);
        await GenerateAsync(cli, 3);
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--from", file));
        Assert.Contains("has no result of any request", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--from", cli.PathOf("missing")));
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--from", file, "--provider", "local"));
        Assert.False(Directory.Exists(cli.Data.RawDirPath));
    }

    private static Task<int> GenerateAsync(CommandLine cli, int count) =>
        cli.RunAsync("generate-batch", "--count", $"{count}", "--chitchat", "none", "--endpoint", "chat");

    private static string Id(string line) => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()!;

    /// <summary>As <c>vllm/entrypoints/openai/run_batch.py</c> writes them.</summary>
    private static IEnumerable<string> VllmLines(string inputPath) => File.ReadLines(inputPath).Select(line =>
    {
        var messages = JsonDocument.Parse(line).RootElement.GetProperty("body").GetProperty("messages");
        var answer = Teacher.Answer(messages.EnumerateArray().Last().GetProperty("content").GetString()!);
        return new JsonObject
        {
            ["id"] = "vllm-1",
            ["custom_id"] = Id(line),
            ["response"] = new JsonObject
            {
                ["status_code"] = 200,
                ["request_id"] = "vllm-batch-1",
                ["body"] = new JsonObject
                {
                    ["model"] = "qwen",
                    ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer, ["reasoning_content"] = null }, ["finish_reason"] = "stop", ["stop_reason"] = null }),
                    ["usage"] = new JsonObject { ["prompt_tokens"] = 10, ["completion_tokens"] = 20, ["total_tokens"] = 30 },
                    ["prompt_logprobs"] = null,
                    ["kv_transfer_params"] = null,
                },
            },
            ["error"] = null,
        }.ToJsonString();
    });
}
