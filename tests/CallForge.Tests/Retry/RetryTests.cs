using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Retry;

public sealed class RetryTests
{
    [Fact]
    public async Task After_a_pilot_only_its_failed_requests_are_sent_again_and_not_the_rest_of_the_run()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time, "failed-line-500=1st:2");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(3, await cli.RunAsync("run", "--count", "10", "--chitchat", "none", "--pilot", "4"));
        Assert.Equal(3, await cli.RunAsync("retry", "--wait"));
        Assert.Equal(4 + 2, Ledger.Read(cli.PathOf("server")).Requests);
        Assert.Contains("4 results of 10 requests, 0 failed, 6 pending", cli.Out, StringComparison.Ordinal);
        Assert.Contains("Some requests are not submitted yet", cli.Error, StringComparison.Ordinal);
    }

    /// <summary>The part itself is submitted again; its requests in a part of another attempt would be paid twice.</summary>
    [Theory]
    [InlineData("validation-failed=1", 4)]
    [InlineData("validation-failed=2nd", 8)]
    public async Task Requests_of_a_batch_that_failed_validation_are_paid_once(string fault, int count)
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time, fault);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        for (var part = 4; part <= count; part += 4)
        {
            Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", $"{part}", "--chitchat", "none"));
            Assert.Equal(part == count ? 1 : 0, await cli.RunAsync("submit-batch", "--wait"));
        }

        Assert.Equal(0, await cli.RunAsync("retry", "--wait"));
        Assert.Contains("4 requests sent again in 1 parts", cli.Out, StringComparison.Ordinal);
        Assert.Contains($"{count} results of {count} requests, 0 failed, 0 pending", cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--wait"));
        Assert.Equal(count, Ledger.Read(cli.PathOf("server")).Requests);
    }

    [Fact]
    public async Task What_finds_no_room_in_the_queue_is_not_told_as_sent()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time, "failed-line-500=1st:2", "token-limit-on-create=create:2nd");
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", "4", "--chitchat", "none"));
        Assert.Equal(3, await cli.RunAsync("retry"));
        Assert.Contains("0 requests sent again in 0 parts", cli.Out, StringComparison.Ordinal);
        Assert.Contains("run callforge submit-batch later", cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--wait"));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Contains("4 results of 4 requests, 0 failed, 0 pending", cli.Out, StringComparison.Ordinal);
    }
}
