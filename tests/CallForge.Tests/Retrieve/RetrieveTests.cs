using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Retrieve;

public sealed class RetrieveTests
{
    [Fact]
    public async Task Results_come_in_request_order_although_the_raw_file_does_not()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "50");
        var requests = CommandLine.JsonLines(cli.Data.BatchInputFilePath).Select(line => line.GetProperty("custom_id").GetString()).ToList();
        var raw = CommandLine.JsonLines(RawOutput(cli)).Select(line => line.GetProperty("custom_id").GetString()).ToList();
        Assert.Equal(requests, CommandLine.JsonLines(cli.Data.ResultsFilePath).Select(line => line.GetProperty("custom_id").GetString()));
        Assert.Equal(requests.Order(), raw.Order());
        Assert.NotEqual(requests, raw);
        Assert.Equal(
            CommandLine.JsonLines(cli.Data.ResultsFilePath).Select(line => line.GetProperty("transcript").GetString()),
            CommandLine.Json(cli.Data.ResultListFilePath).EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public async Task Every_result_tells_its_batch_model_status_and_usage()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "5");
        Assert.All(CommandLine.JsonLines(cli.Data.ResultsFilePath), line =>
        {
            Assert.Equal(["custom_id", "batch_id", "model", "status", "usage", "transcript"], line.EnumerateObject().Select(member => member.Name));
            Assert.Equal("gpt-5-2025-08-07", line.GetProperty("model").GetString());
            Assert.True(line.GetProperty("usage").GetProperty("output_tokens").GetInt32() > 100);
        });
    }

    [Fact]
    public async Task Lost_malformed_unknown_and_repeated_lines_cost_only_themselves_and_the_books_balance()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "10");
        // At the service, whose object of the file then tells another size.
        var file = Path.Combine(cli.Data.LocalStateDirPath, "files", BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches[0].Batch!.OutputFileId!);
        var lines = File.ReadAllLines(file);
        lines[0] = lines[0][..(lines[0].Length / 2)];
        lines[1] = lines[1].Replace("\"custom_id\": \"cf-", "\"custom_id\": \"xx-", StringComparison.Ordinal);
        lines[2] = lines[3];
        File.WriteAllLines(file, lines[..9].Append("\0garbage"));
        File.Delete(RawOutput(cli));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(new(10, 6, 0, 4, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.Equal(
            ["duplicate_result", "malformed_line", "malformed_line", "missing", "missing", "missing", "unknown_custom_id"],
            CommandLine.Json(cli.Data.BatchErrorsFilePath).EnumerateArray().Select(error => error.GetProperty("reason").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(4, CommandLine.JsonLines(cli.Data.RejectedFilePath).Count());
    }

    [Fact]
    public async Task Truncated_answers_are_no_results()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "10", "--max-output-tokens", "900", "--reasoning-effort", "minimal"));
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.True(report.Failures["truncated"] > 0);
        Assert.Equal(10, report.Funnel.Accepted + report.Failures["truncated"]);
        Assert.All(CommandLine.Json(cli.Data.BatchErrorsFilePath).EnumerateArray(), error => Assert.True(error.GetProperty("usage").GetProperty("output_tokens").GetInt32() > 0));
    }

    [Fact]
    public async Task A_batch_known_only_by_its_id_is_retrieved_with_its_input()
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        await cli.RunAsync("generate-batch", "--count", "8", "--chitchat", "none");
        await cli.RunAsync("submit-batch", "--wait", "--poll-interval", "1");
        var batchId = cli.Out.Split(' ')[0];
        var input = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        Directory.Delete(cli.Data.DirPath, recursive: true);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--batch-id", batchId));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(input, File.ReadAllBytes(cli.Data.BatchInputFilePath));
        File.Delete(cli.Data.BatchStatusFilePath);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch", "--batch-id", batchId));
        File.Delete(cli.Data.BatchStatusFilePath);
        File.AppendAllText(cli.Data.BatchInputFilePath, "{}\n");
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--batch-id", batchId));
        Assert.Contains("is not the input of batch", cli.Error, StringComparison.Ordinal);
        Assert.Equal(8, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
    }

    /// <summary>Half a file that ends cleanly must not pass for the input: answers to the other half would be strangers.</summary>
    [Fact]
    public async Task A_batch_is_adopted_with_its_whole_input_or_not_at_all()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time, "short-download=download:1");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        await cli.RunAsync("generate-batch", "--count", "8", "--chitchat", "none");
        await cli.RunAsync("submit-batch", "--wait");
        var batchId = cli.Out.Split(' ')[0];
        Directory.Delete(cli.Data.DirPath, recursive: true);
        Assert.Equal(0, await cli.RunAsync("adopt", batchId));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Contains("8 results of 8 requests", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_were_added_and_not_submitted_are_pending_and_the_command_says_so()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "3");
        await cli.RunAsync("generate-batch", "--count", "5", "--chitchat", "none");
        Assert.Equal(3, await cli.RunAsync("retrieve-batch"));
        Assert.Contains("3 results of 5 requests, 0 failed, 2 pending", cli.Out, StringComparison.Ordinal);
        Assert.Contains("run callforge submit-batch", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_batch_runs_the_command_ends_with_3_and_what_has_ended_is_kept()
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), minimumTimeInStatus: TimeSpan.FromHours(1));
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        await cli.RunAsync("generate-batch", "--count", "8", "--chitchat", "none");
        Assert.Equal(0, await cli.RunAsync("submit-batch"));
        Assert.Equal(3, await cli.RunAsync("retrieve-batch"));
        Assert.Contains("8 pending", cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(new(8, 0, 0, 0, 8), Report.Load(cli.Data.ReportFilePath)!.Funnel);
    }

    [Fact]
    public async Task A_cancelled_batch_keeps_what_it_finished_and_the_rest_has_its_reason()
    {
        using var cli = new CommandLine();
        await using (var slow = await TestServer.StartAsync(cli.PathOf("server"), minimumTimeInStatus: TimeSpan.FromHours(1)))
        {
            cli.With("OPENAI_BASE_URL", slow.BaseUrl.ToString());
            await cli.RunAsync("generate-batch", "--count", "8", "--chitchat", "none");
            await cli.RunAsync("submit-batch");
        }

        await using var faster = await TestServer.StartAsync(cli.PathOf("server"));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "k");
        var batchId = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.BatchId;
        await client.PostAsync(new Uri($"{faster.BaseUrl}/batches/{batchId}/cancel"), null, TestContext.Current.CancellationToken);
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        (status with { BaseUrl = faster.BaseUrl.ToString() }).Save(cli.Data.BatchStatusFilePath);
        cli.With("OPENAI_BASE_URL", faster.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--wait", "--poll-interval", "1"));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.Equal((8, 0, 0), (report.Funnel.Accepted + report.Funnel.Failed, report.Funnel.Rejected, report.Funnel.Pending));
        // Cancelled while it was validated, it has no files; later it names what it did not run.
        Assert.Subset(new HashSet<string> { "batch_cancelled", "missing" }, report.Failures.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("custom_id", "custom_xx", "is not the batch request it was")]
    [InlineData("-000001\"", "-000000\"", "repeats the custom_id")]
    public async Task A_request_file_that_was_damaged_afterwards_is_told_with_its_line(string from, string to, string expected)
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "3");
        var lines = File.ReadAllLines(cli.Data.BatchInputFilePath);
        lines[1] = lines[1].Replace(from, to, StringComparison.Ordinal);
        File.WriteAllLines(cli.Data.BatchInputFilePath, lines);
        Assert.Equal(1, await cli.RunAsync("retrieve-batch"));
        Assert.Contains($"batch_input.jsonl:2' {expected}", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_submitted_the_command_says_what_to_do()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("retrieve-batch", "--provider", "local"));
        Assert.Contains("submit first", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));
    }

    private static string RawOutput(CommandLine cli) => Directory.GetFiles(cli.Data.RawDirPath, "*.output.jsonl").Single();
}
