using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Submit;

/// <summary>Parts against limits of enqueued tokens: the user's own, and the one that the service names.</summary>
public sealed class EnqueuedTokensTests
{
    private const int Limit = 150_000;

    [Theory]
    [InlineData("--max-enqueued-tokens", "150000")]
    [InlineData]
    public async Task Parts_are_cut_to_the_limit_and_never_exceed_it_together(params string[] options)
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, $"queue-limit@{Limit}");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync(["run", "--count", "40", "--chitchat", "none", .. options]));

        var parts = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches;
        Assert.Equal([12, 12, 12, 4], parts.Select(part => part.Requests).OrderDescending());
        Assert.All(parts, part => Assert.InRange(part.InputTokens!.Value, 1, Limit));
        Assert.All(parts, part => Assert.Equal(part.InputTokens, part.Batch!.Usage!.InputTokens));
        Assert.Equal(40, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
        // With the limit given, the service has nothing to refuse; without, it names it once.
        Assert.Equal(options.Length > 0 ? 0 : 1, Ledger.Read(cli.PathOf("server")).Batches.Count(batch => batch.GetProperty("status").GetString() == "failed" && batch.GetProperty("metadata").GetProperty("callforge_part").GetString() == "1"));
        if (options.Length > 0) Assert.Equal(4, Ledger.Read(cli.PathOf("server")).Batches.Count);
    }

    [Fact]
    public async Task Without_waiting_what_has_no_room_is_left_and_said()
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), TimeSpan.FromHours(1));
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        await cli.RunAsync("generate-batch", "--count", "20", "--chitchat", "none");
        Assert.Equal(3, await cli.RunAsync("submit-batch", "--max-enqueued-tokens", "150000"));
        Assert.Contains("waits for room in the queue  8 requests", cli.Out, StringComparison.Ordinal);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
    }

    [Fact]
    public async Task A_single_request_above_the_limit_is_refused()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunLocalAsync("--count", "2", "--max-enqueued-tokens", "100"));
        Assert.Contains("a single request has", cli.Error, StringComparison.Ordinal);
    }
}
