using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Cost;

/// <summary>What may be submitted, and what needs somebody's word. Of this model 100 requests are estimated above $5.</summary>
public sealed class ApprovalTests
{
    private const string Dear = "gpt-5.6-sol";

    [Fact]
    public async Task Above_the_threshold_nothing_is_sent_without_yes()
    {
        using var cli = await WithRequestsAsync(100, Dear);
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(2, await cli.RunAsync("submit-batch"));
        Assert.Matches(@"error: Submitting would cost an estimated \$[0-9.]+, and that is more than \$5, so nothing was sent; give --yes", cli.Error);
        AssertNothingSent(cli);

        cli.Typed = "\n";
        Assert.Equal(3, await cli.RunAsync("submit-batch"));
        Assert.Contains("[y/N]", cli.Error, StringComparison.Ordinal);
        AssertNothingSent(cli);

        cli.Typed = "y\n";
        Assert.Equal(0, await cli.RunAsync("submit-batch"));
        cli.Typed = null;
        Assert.Equal(0, await cli.RunAsync("submit-batch")); // It is submitted: there is nothing to ask.
        Assert.Equal(100, Ledger.Read(cli.PathOf("server")).Requests);
    }

    [Fact]
    public async Task Max_cost_refuses_what_could_exceed_it_and_counts_what_was_spent()
    {
        using var cli = await WithRequestsAsync(10, Dear, "--max-output-tokens", "4000");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        // In the worst case: 10 × 4,000 × $10 a million for the answers and some 116,000 × $2.50 for the prompts: $0.69.
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--max-cost", "0.60"));
        Assert.Matches(@"could cost up to \$0\.69\d\d, which is above --max-cost \$0\.6000; nothing was sent", cli.Error);
        AssertNothingSent(cli);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--max-cost", "0.70", "--wait"));

        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "20", "--chitchat", "none", "--model", Dear, "--max-output-tokens", "4000"));
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--max-cost", "0.80"));
        Assert.Contains("that this folder has cost", cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--max-cost", "1.39"));
    }

    [Theory]
    [InlineData(Dear, "make them with --max-output-tokens")]
    [InlineData("some-model", "has no price of 'some-model'", "--max-output-tokens", "100")]
    public async Task Max_cost_refuses_what_it_cannot_know(string model, string expected, params string[] options)
    {
        using var cli = await WithRequestsAsync(3, model, options);
        cli.With("OPENAI_BASE_URL", "http://127.0.0.1:9/v1");
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--max-cost", "1000", "--yes"));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://callforge.invalid/v1", 2)]
    [InlineData("http://127.0.0.1:9/v1", 1)]
    public async Task An_unknown_price_is_told_as_unknown_and_needs_yes_unless_the_server_is_on_this_machine(string baseUrl, int code)
    {
        using var cli = await WithRequestsAsync(3, "some-model");
        Assert.Equal(code, await cli.RunAsync("submit-batch", "--base-url", baseUrl));
        Assert.Contains("estimate: unknown, the model table of", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("$0", cli.Error, StringComparison.Ordinal);
        Assert.Equal(code == 2, cli.Error.Contains("give --yes", StringComparison.Ordinal));
        Assert.Equal(code == 1, cli.Error.Contains("no answer from", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--max-cost", "much")]
    [InlineData("--max-cost", "-1")]
    [InlineData("--max-enqueued-tokens", "0")]
    public async Task A_limit_that_is_no_number_is_refused(string option, string value)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("submit-batch", option, value));
        Assert.Contains($"{option} is '{value}'", cli.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandLine> WithRequestsAsync(int count, string model, params string[] options)
    {
        var cli = new CommandLine { Time = new HurriedTime() };
        Assert.Equal(0, await cli.RunAsync(["generate-batch", "--count", $"{count}", "--chitchat", "none", "--model", model, .. options]));
        return cli;
    }

    private static void AssertNothingSent(CommandLine cli)
    {
        Assert.False(File.Exists(cli.Data.BatchStatusFilePath));
        Assert.Empty(Ledger.Read(cli.PathOf("server")).Batches);
    }
}
