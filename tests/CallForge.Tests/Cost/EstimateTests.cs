using System.Globalization;
using System.Text.RegularExpressions;
using CallForge.Files;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Cost;

/// <summary>What is said before anything is sent, against what the server then bills.</summary>
public sealed partial class EstimateTests
{
    [Theory]
    [InlineData("responses", "gpt-5-2025-08-07")]
    [InlineData("responses", "gpt-6.1-terra")]
    [InlineData("chat", "gpt-5-2025-08-07")]
    [InlineData("chat", "gpt-6.1-terra")]
    public async Task The_input_tokens_counted_beforehand_are_the_billed_ones(string endpoint, string model)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", "12", "--chitchat", "none", "--endpoint", endpoint, "--model", model));
        var part = Assert.Single(BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches);
        Assert.Equal(part.Batch!.Usage!.InputTokens, part.InputTokens);
        Assert.Contains($"12 requests to '{model}', {part.InputTokens:N0} input tokens ({part.Batch.Usage.InputTokensDetails!.CachedTokens:N0} of them if cached)", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_another_shape_are_counted_too()
    {
        using var cli = new CommandLine().With("OPENAI_BASE_URL", "http://127.0.0.1:9/v1");
        var input = cli.Write("in.jsonl", """
            {"custom_id":"a","method":"POST","url":"/v1/responses","body":{"model":"gpt-5","input":"Hello world"}}
            {"custom_id":"b","method":"POST","url":"/v1/responses","body":{"model":"gpt-5","input":[{"role":"user","content":[{"type":"input_text","text":"Hello world"},{"type":"input_image","image_url":"x"}]}],"tools":[{"type":"function","name":"f"}]}}
            {"custom_id":"c","method":"POST","url":"/v1/responses","body":{"model":"gpt-5"}}

            """);
        Assert.Equal(1, await cli.RunAsync("submit-batch", "--input", input, "--yes"));
        // 2 + 4 + 3 for a; 2 + 4 + 3 for b, 1 for "x" with its quotes at least, and its tools; 3 for c.
        var counted = int.Parse(Counted().Match(cli.Error).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(counted, 9 + 9 + 5 + 3, 60);
        Assert.Contains("output tokens unknown", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pilot_is_the_first_part_of_the_run_and_makes_the_estimate_right_within_five_percent()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        string[] run = ["run", "--count", "120", "--chitchat", "none", "--pilot", "20"];
        Assert.Equal(3, await cli.RunAsync(run));
        Assert.Contains("pilot: 20 requests: 20 accepted (100.0 % to expect), 0 rejected, 0 failed", cli.Error, StringComparison.Ordinal);
        Assert.Contains("the other 100 requests", cli.Error, StringComparison.Ordinal);
        Assert.Contains("with --yes", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("error:", cli.Error, StringComparison.Ordinal);
        var estimate = decimal.Parse(AllCached().Matches(cli.Error)[^1].Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(20, Ledger.Read(cli.PathOf("server")).Requests);
        await cli.RunAsync("status", "--json");
        var pilot = System.Text.Json.JsonDocument.Parse(cli.Out).RootElement.GetProperty("cost").GetProperty("usd").GetDecimal();

        Assert.Equal(0, await cli.RunAsync([.. run, "--yes"]));
        Assert.Equal(120, Ledger.Read(cli.PathOf("server")).Requests);
        Assert.Equal([20, 100], BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Requests));
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.InRange(estimate / (report.Cost!.Usd!.Value - pilot), 0.95m, 1.05m);
        Assert.Equal(120, report.Funnel.Accepted);
        Assert.Equal(Ledger.Read(cli.PathOf("server")).OutputTokens, report.Cost.Usage.Output);
        Assert.Equal(report.Cost.Usd.Value / 120, report.Cost.UsdPerAccepted!.Value, precision: 5);
    }

    [Fact]
    public async Task Nothing_is_estimated_where_nothing_is_billed()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "25", "--pilot", "5", "--max-cost", "0"));
        Assert.DoesNotContain("estimate", cli.Error, StringComparison.Ordinal);
        Assert.Contains("the local provider bills nothing", cli.Out, StringComparison.Ordinal);
        Assert.Equal([5, 20], BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Requests));
    }

    [GeneratedRegex("gpt-5', ([0-9,]+) input tokens")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\$([0-9.]+) \(all cached\)")]
    private static partial Regex AllCached();
}
