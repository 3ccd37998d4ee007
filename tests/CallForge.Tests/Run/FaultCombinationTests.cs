using System.Collections.Concurrent;
using CallForge.Files;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Run;

/// <summary>
/// Several faults of the embedded server at once, drawn from a seed: the books balance, every loss has its reason, what is
/// paid for is known, and <c>retry</c> until there is nothing left yields the complete set.
/// </summary>
public sealed class FaultCombinationTests(ITestOutputHelper output)
{
    private const int Count = 8;

    /// <summary>A fault that refuses each call twice ends a command each time, and a run with a retry has a dozen different calls.</summary>
    private const int MostCommands = 60;
    private const string All = "failed expired cancelled truncated refused invalid";

    [Fact]
    public Task Thirty_combinations_of_faults_end_with_the_complete_set() => AssertAllAsync(1, 0, 30);

    /// <summary>Minutes; <c>bench/faults.sh</c> runs it.</summary>
    [Fact(Explicit = true)]
    public Task Very_many_combinations_of_faults_end_with_the_complete_set() =>
        AssertAllAsync(Shell.Number("CALLFORGE_SEED", 2), Shell.Number("CALLFORGE_FIRST", 0), Shell.Number("CALLFORGE_COMBINATIONS", 500));

    private async Task AssertAllAsync(int seed, int first, int count)
    {
        var (failures, commands) = (new ConcurrentBag<string>(), new ConcurrentBag<int>());
        await Parallel.ForEachAsync(Enumerable.Range(first, count), TestContext.Current.CancellationToken, async (number, _) =>
        {
            var faults = FaultCombination.Draw(seed, number);
            try
            {
                commands.Add(await AssertCompletesAsync(faults));
            }
            catch (Exception exception)
            {
                failures.Add($"seed {seed}, number {number}: --fault {string.Join(" --fault ", faults)}\n{exception.Message}");
            }
        });
        output.WriteLine($"{count} combinations of seed {seed} from {first}: {count - failures.Count} right after {commands.Sum()} commands");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }

    /// <returns>How many commands it took.</returns>
    internal static async Task<int> AssertCompletesAsync(string[] faults)
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, faults);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        var commands = 0;

        while (await RunAsync("run", "--count", $"{Count}", "--chitchat", "none") != 0) { }

        AssertBooksBalance(cli);
        while (true)
        {
            var code = await RunAsync(["retry", "--wait", "--attempts", "100", "--max-output-tokens", "100000", "--reason", .. All.Split(' ')]);
            if (code == 0 && cli.Out.Contains("Nothing to send again", StringComparison.Ordinal)) break;
            if (code != 0) await RunAsync("submit-batch", "--wait");
        }

        Assert.Equal(0, await cli.RunAsync("preprocess"));
        var funnel = Report.Load(cli.Data.ReportFilePath)!.Funnel;
        Assert.Equal((Count, 0, 0), (funnel.Accepted + funnel.Rejected, funnel.Failed, funnel.Pending));
        if (funnel.Rejected > 0) Assert.Contains(faults, FaultCombination.IsOfTranscripts);
        AssertNothingIsPaidUnknown(cli);
        return commands;

        async Task<int> RunAsync(params string[] args)
        {
            Assert.True(++commands < MostCommands, $"It does not end: {cli.Error}");
            var code = await cli.RunAsync(args);
            if (code is 1 or 2) Assert.Single(cli.Error.Split("error: ").Skip(1));
            return code;
        }
    }

    private static void AssertBooksBalance(CommandLine cli)
    {
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.Equal((Count, true), (report.Funnel.Requested, report.Funnel.Balances));
        Assert.Equal((report.Funnel.Failed, 0), (report.Failures.Values.Sum(), report.Funnel.Pending));
        Assert.Equal(report.Funnel.Accepted + report.Funnel.Rejected, CommandLine.Json(cli.Data.ResultListFilePath).GetArrayLength());
        Assert.All(CommandLine.Json(cli.Data.BatchErrorsFilePath).EnumerateArray(), error =>
        {
            Assert.NotEmpty(error.GetProperty("reason").GetString()!);
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
        });
    }

    /// <summary>Each batch that the server would bill is the batch of one part.</summary>
    private static void AssertNothingIsPaidUnknown(CommandLine cli)
    {
        var known = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Batch!.Id).Order(StringComparer.Ordinal);
        var paid = Ledger.Read(cli.PathOf("server")).Paid.Select(batch => batch.GetProperty("id").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(known, paid);
    }
}
