using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Submit;

/// <summary>Lessons 1, 2, 4 and 5: whatever happens to a call, each part has one batch and each request is paid once.</summary>
public sealed class ExactlyOnceTests
{
    private const int Count = 24;

    [Theory]
    [InlineData("dropped-after=create:1")]
    [InlineData("dropped-after=create:2-each")]
    [InlineData("dropped-before=create:1")]
    [InlineData("dropped-before=create:3-each")]
    [InlineData("server-error=create:1")]
    [InlineData("rate-limited=create:3")]
    [InlineData("rate-limited=any:2-each")]
    [InlineData("server-error=any:2-each")]
    [InlineData("dropped-after=any:1-each")]
    [InlineData("dropped-before=any:1-each")]
    [InlineData("dropped-after=upload:1")]
    [InlineData("dropped-after=upload:4")]
    [InlineData("dropped-before=upload:4")]
    [InlineData("dropped-after=create:1", "late-in-list@3")]
    [InlineData("dropped-after=create:1", "late-in-list@6")]
    [InlineData("server-error=get:5")]
    [InlineData("token-limit=2")]
    [InlineData("token-limit-on-create=create:2")]
    [InlineData("file-not-found=2")]
    [InlineData("file-not-found=4")]
    [InlineData("truncated-download=download:2")]
    [InlineData("short-download=download:2")]
    [InlineData("slow-download=download:1@1000000")]
    public async Task A_run_over_a_bad_line_ends_like_an_undisturbed_one(params string[] faults)
    {
        var (dataset, undisturbed) = await Undisturbed;
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, faults);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());

        var commands = 0;
        while (await cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none") != 0) Assert.True(++commands < 4, cli.Error);

        var ledger = Ledger.Read(cli.PathOf("server"));
        ledger.AssertEachPartWasPaidOnce();
        Assert.Equal((Count, undisturbed.OutputTokens), (ledger.Requests, ledger.OutputTokens));
        Assert.Equal(dataset, File.ReadAllBytes(cli.Data.DatasetFilePath));
    }

    [Theory]
    [InlineData("dropped-after=any:1-each")]
    [InlineData("dropped-before=any:1-each")]
    [InlineData("server-error=any:2-each")]
    [InlineData("rate-limited=any:2-each")]
    [InlineData("dropped-after=create:2nd")]
    [InlineData("dropped-before=create:2nd")]
    [InlineData("dropped-after=create:2nd", "late-in-list@5")]
    [InlineData("dropped-after=upload:2nd")]
    [InlineData("file-not-found=2nd")]
    public async Task A_retry_over_a_bad_line_ends_like_an_undisturbed_one(params string[] faults)
    {
        var (dataset, undisturbed) = await UndisturbedRetry.Value;
        var (disturbed, ledger) = await RunAndRetryAsync([FailedLines, .. faults]);
        Assert.Equal(undisturbed.PaidParts, ledger.PaidParts);
        Assert.Equal((Count + 3, undisturbed.OutputTokens), (ledger.Requests, ledger.OutputTokens));
        Assert.Equal(dataset, disturbed);
    }

    [Fact]
    public async Task A_part_above_the_limit_of_enqueued_tokens_is_halved_and_the_halves_follow_each_other()
    {
        var (dataset, _) = await Undisturbed;
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, "queue-limit@100000");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none"));
        var ledger = Ledger.Read(cli.PathOf("server"));
        Assert.True(ledger.Paid.Count >= 3, $"{ledger.Paid.Count} batches");
        Assert.Equal(Count, ledger.Requests);
        Assert.Equal(dataset, File.ReadAllBytes(cli.Data.DatasetFilePath));
    }

    [Fact]
    public async Task A_batch_that_is_found_again_and_has_failed_for_a_full_queue_is_submitted_by_the_same_command()
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, "dropped-after=create:1", "late-in-list@2", "token-limit=1");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none"));
        Assert.Equal(Count, Ledger.Read(cli.PathOf("server")).Requests);
    }

    [Fact]
    public async Task A_second_command_on_the_same_folder_is_told_who_holds_it()
    {
        using var cli = new CommandLine();
        using var held = FolderLock.Take(cli.Data, "run", TimeProvider.System);
        Assert.Equal(1, await cli.RunLocalAsync("--count", "2"));
        Assert.Contains($"callforge run, process {Environment.ProcessId}", cli.Error, StringComparison.Ordinal);
    }

    private const string FailedLines = "failed-line-500=1st:3";

    private static readonly Lazy<Task<(byte[] Dataset, Ledger Ledger)>> UndisturbedRetry = new(() => RunAndRetryAsync([FailedLines]));

    private static async Task<(byte[] Dataset, Ledger Ledger)> RunAndRetryAsync(string[] faults)
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, faults);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        foreach (var command in new string[][] { ["run", "--count", $"{Count}", "--chitchat", "none"], ["retry", "--wait"], ["preprocess"] })
            for (var tries = 1; await cli.RunAsync(command) != 0; tries++) Assert.True(tries < 4, cli.Error);
        return (File.ReadAllBytes(cli.Data.DatasetFilePath), Ledger.Read(cli.PathOf("server")));
    }

    private static readonly Lazy<Task<(byte[], Ledger)>> Reference = new(async () =>
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none", "--poll-interval", "1"));
        return (File.ReadAllBytes(cli.Data.DatasetFilePath), Ledger.Read(cli.PathOf("server")));
    });

    private static Task<(byte[] Dataset, Ledger Ledger)> Undisturbed => Reference.Value;
}
