using CallForge.Files;
using CallForge.LocalServer.Faults;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Run;

/// <summary>Each fault of the embedded server, alone, through the whole pipeline.</summary>
public sealed class FaultyRunTests
{
    private const int Count = 30;

    /// <summary>Faults that no patience mends: the command must say so.</summary>
    private static readonly string[] Final = ["billing-limit", "not-found", "validation-failed", "flat-error", "detail-error"];

    public static TheoryData<string> Faults => [.. FaultKind.All.Where(kind => kind.Layer != FaultLayer.Transcript).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task With_any_fault_alone_the_books_balance_every_loss_has_its_reason_and_retry_completes_the_set(string fault)
    {
        var isLine = FaultKind.All.Single(kind => kind.Name == fault).Layer == FaultLayer.Line;
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, isLine ? $"{fault}=1st:0.3" : fault == "null-file-id" ? "null-file-id@3" : fault);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());

        var commands = 1;
        for (; await cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none") != 0; commands++)
        {
            Assert.Single(cli.Error.Split("error: ").Skip(1));
            Assert.True(commands < 3, cli.Error);
        }

        Assert.True(commands == 1 || Final.Contains(fault), $"The run ended early: {cli.Error}");
        var report = Report.Load(cli.Data.ReportFilePath)!;
        AssertBooksBalance(cli, report);
        if (isLine && fault is not ("duplicate-id" or "unknown-id" or "split-output")) Assert.InRange(report.Funnel.Failed, 1, Count - 1);
        if (fault is "expired" or "cancelled") Assert.InRange(report.Funnel.Failed, 1, Count - 1);

        Assert.Equal(0, await cli.RunAsync("retry", "--wait", "--max-output-tokens", "100000", "--reason", "failed", "expired", "cancelled", "truncated", "refused", "invalid"));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(new Funnel(Count, Count, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.Equal(report.Funnel.Failed, Ledger.Read(cli.PathOf("server")).Requests - Count);
    }

    [Fact]
    public async Task What_preprocess_rejected_can_be_sent_again()
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time, "starts-with-assistant=all");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", "3", "--chitchat", "none"));
        Assert.Equal(3, Report.Load(cli.Data.ReportFilePath)!.Funnel.Rejected);
        Assert.Equal(0, await cli.RunAsync("retry", "--reason", "rejected", "--wait"));
        Assert.Equal(6, Ledger.Read(cli.PathOf("server")).Requests);
        Assert.Equal(2, await cli.RunAsync("retry", "--reason", "rejected", "--wait"));
        Assert.Contains("is older than the results", cli.Error, StringComparison.Ordinal);
    }

    private static void AssertBooksBalance(CommandLine cli, Report report)
    {
        Assert.Equal((Count, true), (report.Funnel.Requested, report.Funnel.Balances));
        Assert.Equal((report.Funnel.Failed, 0), (report.Failures.Values.Sum(), report.Funnel.Pending));
        Assert.Equal(report.Funnel.Accepted, CommandLine.Json(cli.Data.ResultListFilePath).GetArrayLength());
        Assert.All(CommandLine.Json(cli.Data.BatchErrorsFilePath).EnumerateArray(), error =>
        {
            Assert.NotEmpty(error.GetProperty("reason").GetString()!);
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
        });
    }
}
