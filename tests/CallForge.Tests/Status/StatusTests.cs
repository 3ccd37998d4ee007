using System.Text.Json;
using CallForge.Files;
using CallForge.OpenAI;
using Xunit;

namespace CallForge.Tests.Status;

public sealed class StatusTests
{
    /// <summary>300,000 × $1 + 600,000 × $0.05 + 100,000 × $1.25 + 200,000 × $5 a million, and half of it.</summary>
    [Fact]
    public async Task The_json_has_parts_and_cost_at_batch_rates()
    {
        using var cli = new CommandLine();
        Save(cli, Part(1, "gpt-6.1-terra", "completed", new BatchUsage(1_000_000, 200_000, 1_200_000, new InputTokensDetails(600_000, 100_000), new OutputTokensDetails(50_000))));
        Assert.Equal(0, await cli.RunAsync("status", "--json"));
        Assert.Equal("""
            {
              "run": null,
              "provider": "openai",
              "base_url": "https://api.openai.com/v1",
              "is_finished": true,
              "parts": [
                {
                  "part": 1,
                  "batch_id": "batch_1",
                  "status": "completed",
                  "requests": 100,
                  "attempt": 1,
                  "input_tokens": null,
                  "counts": {
                    "total": 100,
                    "completed": 100,
                    "failed": 0
                  },
                  "created_at": "2026-11-22T00:00:00+00:00"
                }
              ],
              "funnel": null,
              "cost": {
                "usage": {
                  "input": 1000000,
                  "cached": 600000,
                  "cache_write": 100000,
                  "output": 200000,
                  "reasoning": 50000
                },
                "usd": 0.7275,
                "usd_per_accepted": null,
                "accepted": null,
                "prices_as_of": "2026-11-22",
                "biller": "api.openai.com",
                "batches_untold": 0
              }
            }

            """, cli.Out.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("some-model", true)]
    [InlineData("gpt-5", false)]
    public async Task What_an_unknown_model_cost_or_a_batch_that_tells_nothing_is_unknown_and_never_nothing(string model, bool tellsUsage)
    {
        using var cli = new CommandLine();
        Save(cli, Part(1, "gpt-5", "completed", new BatchUsage(10, 10, 20, null, null)), Part(2, model, "completed", tellsUsage ? new BatchUsage(10, 10, 20, null, null) : null));
        Assert.Equal(0, await cli.RunAsync("status"));
        Assert.Matches("at OpenAI's Batch rates +unknown", cli.Out);
        Assert.DoesNotContain("$0", cli.Out, StringComparison.Ordinal);
        await cli.RunAsync("status", "--json");
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(cli.Out).RootElement.GetProperty("cost").GetProperty("usd").ValueKind);
    }

    [Fact]
    public async Task What_a_running_batch_costs_is_unknown_and_not_nothing()
    {
        using var cli = new CommandLine();
        Save(cli, Part(1, "gpt-5", "in_progress", new BatchUsage(0, 0, 0, null, null)));
        Assert.Equal(0, await cli.RunAsync("status"));
        Assert.Matches("at OpenAI's Batch rates +unknown", cli.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"provider\": \"local\", \"input\": \"in.jsonl\", \"batches\": [{")]
    [InlineData("{\"provider\": \"local\", \"input\": \"in.jsonl\", \"batches\": [{}]}")]
    [InlineData("{\"provider\": \"local\", \"input\": \"in.jsonl\", \"batches\": [null]}")]
    [InlineData("{\"provider\": \"local\", \"input\": \"in.jsonl\", \"batches\": [{\"part\": 1, \"ranges\": [{\"offset\": 0, \"length\": 1}], \"requests\": 1, \"sha256\": \"\", \"model\": \"m\", \"endpoint\": \"e\", \"batch\": {}}]}")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_status_file_stops_every_command_that_would_pay_or_read_by_it(string text)
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none");
        File.WriteAllText(cli.Data.BatchStatusFilePath, text);
        foreach (var command in new string[][] { ["submit-batch"], ["retrieve-batch"], ["retry"], ["status"], ["status", "--watch"], ["cancel"], ["adopt", "batch_1"], ["run", "--provider", "local", "--count", "2", "--chitchat", "none"] })
        {
            Assert.Equal(1, await cli.RunAsync(command));
            Assert.Contains("batch_status.json:1': it is not the JSON that callforge wrote", cli.Error, StringComparison.Ordinal);
        }

        Assert.Equal(text, File.ReadAllText(cli.Data.BatchStatusFilePath));
    }

    [Fact]
    public async Task Watching_asks_until_all_batches_have_ended()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "12", "--chitchat", "none");
        await cli.RunAsync("submit-batch", "--provider", "local");
        Assert.Equal(0, await cli.RunAsync("status", "--watch"));
        Assert.Contains("completed  12 requests (the service counts 12 completed, 0 failed)", cli.Out, StringComparison.Ordinal);
        Assert.True(BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.IsFinished);
        Assert.Equal(0, await cli.RunAsync("status", "--watch", "--json"));
        Assert.True(JsonDocument.Parse(cli.Out).RootElement.GetProperty("is_finished").GetBoolean());
    }

    [Fact]
    public async Task Plain_status_asks_nobody_and_refuses_options_of_those_who_do()
    {
        using var cli = new CommandLine();
        Directory.CreateDirectory(cli.Data.DirPath);
        Assert.Equal(2, await cli.RunAsync("status", "--provider", "local"));
        Assert.Contains("'local' has no effect", cli.Error, StringComparison.Ordinal);
    }

    private static BatchPart Part(int number, string model, string status, BatchUsage? usage) => new(
        number, [new ByteRange(0, 1)], 100, "", model, "/v1/responses", "file-1",
        new Batch($"batch_{number}", "batch", "/v1/responses", model, null, "file-1", "24h", status, "file-2", null, 1_795_305_600, null, null, null, null, null, null, null, null, new RequestCounts(100, 100, 0), usage, null));

    private static void Save(CommandLine cli, params BatchPart[] parts)
    {
        Directory.CreateDirectory(cli.Data.DirPath);
        new BatchStatusFile(null, null, null, null, "openai", "https://api.openai.com/v1", "in.jsonl", null, parts).Save(cli.Data.BatchStatusFilePath);
    }
}
