using CallForge.Files;
using CallForge.LocalServer;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Retrieve;

/// <summary>Services that say of their own data what is not so: nothing that is paid for is lost, taken for whole, or paid again.</summary>
public sealed class LyingServiceTests
{
    private const int Count = 6;

    [Theory]
    [InlineData("false-size=all@0")]
    [InlineData("false-size=all@7")]
    [InlineData("false-size=all@99999999")]
    [InlineData("server-error=file:all")]
    [InlineData("odd-times=any:all")]
    [InlineData("odd-metadata=any:all")]
    [InlineData("odd-counts=any:all")]
    [InlineData("null-usage=any:all")]
    [InlineData("errors-list=any:all")]
    [InlineData("pending-upload=any:all@3")]
    [InlineData("page=download:2")]
    [InlineData("empty-download=download:3")]
    [InlineData("fewer-answers=download:2@2")]
    public async Task Whatever_it_says_of_them_its_answers_are_taken_in_and_paid_once(string fault)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, fault);
        Assert.Equal(0, await RunAsync(cli));
        Assert.Equal(new(Count, Count, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.All(Files(cli), file => Assert.Equal(RawFile.Whole, file.State));
        AssertPaidOnce(cli);
    }

    [Theory]
    [InlineData("empty-download=all", Count)]
    [InlineData("fewer-answers=all@2", 2)]
    public async Task What_it_counts_and_never_gives_is_asked_for_ten_minutes_and_then_missing(string fault, int missing)
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using (var server = await StartAsync(cli, fault))
        {
            Assert.Equal(0, await RunAsync(cli));
            Assert.InRange(time.Skipped, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
            Assert.Equal(new Dictionary<string, int> { ["missing"] = missing }, Report.Load(cli.Data.ReportFilePath)!.Failures);
            Assert.Equal(RawFile.Short, Assert.Single(Files(cli)).State);
            Assert.Equal(0, await RunAsync(cli));
        }

        await using var honest = await RestartAsync(cli);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Contains($"{Count} results of {Count} requests, 0 failed", cli.Out, StringComparison.Ordinal);
        AssertPaidOnce(cli);
    }

    [Theory]
    [InlineData("not-found=download", 3)]
    [InlineData("page=download", 6)]
    public async Task A_file_that_cannot_be_had_is_booked_and_keeps_nothing_of_another_batch(string fault, int tries)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using (var server = await StartAsync(cli, $"{fault}:all"))
        {
            Assert.Equal(1, await RunAsync(cli));
            Assert.Contains("cannot be had", cli.Error, StringComparison.Ordinal);
            Assert.Equal(new Dictionary<string, int> { ["unavailable"] = Count }, Report.Load(cli.Data.ReportFilePath)!.Failures);
            Assert.Equal(1, await cli.RunAsync("retry"));
        }

        AssertPaidOnce(cli);
        // All tries for it fail once more; the file of the second batch comes.
        await using var honest = await RestartAsync(cli, $"{fault}:{tries}");
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", $"{Count + 2}", "--chitchat", "none"));
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--wait"));
        Assert.Equal(1, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(2, CommandLine.JsonLines(cli.Data.ResultsFilePath).Count());
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(Count + 2, CommandLine.JsonLines(cli.Data.ResultsFilePath).Count());
    }

    [Fact]
    public async Task A_raw_file_that_was_damaged_since_is_downloaded_again_and_never_paid_again()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli);
        Assert.Equal(0, await RunAsync(cli));
        var path = Directory.GetFiles(cli.Data.RawDirPath, "*.output.jsonl").Single();
        var saved = File.ReadAllBytes(path);
        foreach (var command in new string[][] { ["retrieve-batch"], ["retry", "--wait"], ["run", "--count", $"{Count}", "--chitchat", "none"] })
        {
            File.WriteAllBytes(path, saved[..3000]);
            Assert.Equal(0, await cli.RunAsync(command));
            Assert.Equal(saved, File.ReadAllBytes(path));
            Assert.Equal(saved[..3000], File.ReadAllBytes(path + ".damaged"));
        }

        Assert.Equal(Count, CommandLine.JsonLines(cli.Data.ResultsFilePath).Count());
        AssertPaidOnce(cli);
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("batch:1 ?")]
    public async Task An_id_that_is_no_file_name_never_becomes_a_path(string odd)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli);
        await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none");
        await cli.RunAsync("submit-batch", "--wait");
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        var part = status.Batches[0];
        (status with { Batches = [part with { Batch = part.Batch! with { Id = odd } }] }).Save(cli.Data.BatchStatusFilePath);
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(2, CommandLine.JsonLines(cli.Data.ResultsFilePath).Count());
        Assert.Single(Directory.GetFiles(cli.Data.RawDirPath));
        Assert.Empty(Directory.GetFiles(cli.PathOf("."), "evil*"));
    }

    [Theory]
    [InlineData("flat-error=create:all")]
    [InlineData("detail-error=create:all")]
    public async Task The_sentence_of_another_services_error_reaches_the_user(string fault)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, fault);
        Assert.Equal(1, await RunAsync(cli));
        Assert.Contains("'The server does not take this call now.", cli.Error, StringComparison.Ordinal);
        Assert.Empty(Ledger.Read(cli.PathOf("server")).Batches);
    }

    /// <summary><c>run</c> read the figure of its report, <c>status</c> reckoned anew: two sums of one run.</summary>
    [Fact]
    public async Task The_bill_is_one_figure_wherever_it_is_told()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli);
        Assert.Equal(0, await RunAsync(cli));
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        var part = status.Batches[0];
        (status with { Batches = [part with { Batch = part.Batch! with { Usage = part.Batch.Usage! with { OutputTokens = 4_000_000 } } }] }).Save(cli.Data.BatchStatusFilePath);
        Assert.Equal(0, await cli.RunAsync("status"));
        var told = Bill(cli.Out);
        Assert.Contains("4,000,000", told, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(cli));
        Assert.Equal(told, Bill(cli.Out));
        Assert.Equal(4_000_000, Report.Load(cli.Data.ReportFilePath)!.Cost!.Usage.Output);
    }

    private static string Bill(string output) => output[output.IndexOf("cost\n", StringComparison.Ordinal)..].Split("\n\n")[0].TrimEnd();

    private static Task<int> RunAsync(CommandLine cli) => cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none");

    private static IEnumerable<RawFile> Files(CommandLine cli) => BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.SelectMany(part => part.Files!);

    private static void AssertPaidOnce(CommandLine cli) => Assert.Equal((1, Count), (Ledger.Read(cli.PathOf("server")).Batches.Count, Ledger.Read(cli.PathOf("server")).Requests));

    private static async Task<EmbeddedServer> StartAsync(CommandLine cli, params string[] faults)
    {
        var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time, faults);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        return server;
    }

    /// <summary>The same service at another address, with other faults.</summary>
    private static async Task<EmbeddedServer> RestartAsync(CommandLine cli, params string[] faults)
    {
        var server = await StartAsync(cli, faults);
        (BatchStatusFile.Load(cli.Data.BatchStatusFilePath)! with { BaseUrl = server.BaseUrl.ToString() }).Save(cli.Data.BatchStatusFilePath);
        return server;
    }
}
