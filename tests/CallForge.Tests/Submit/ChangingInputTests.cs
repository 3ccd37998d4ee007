using CallForge.Files;
using CallForge.LocalServer.Faults;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Submit;

/// <summary>Inputs of other tools, and inputs that somebody edits while a command works.</summary>
public sealed class ChangingInputTests
{
    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]
    public async Task A_part_that_was_halved_is_known_again_whatever_ends_the_lines(string lineEnd, string fileEnd)
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), Front.PassAsync, ["queue-limit@400", "slow-batch=1@2"]);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        var input = cli.Write("in.jsonl", string.Join(lineEnd, Enumerable.Range(1, 8).Select(Line)) + fileEnd);
        Assert.Equal(3, await cli.RunAsync("submit-batch", "--input", input, "--max-enqueued-tokens", "400"));
        Assert.True(BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Count > 1);
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--input", input, "--wait", "--poll-interval", "1", "--max-enqueued-tokens", "400"));
        var ledger = Ledger.Read(cli.PathOf("server"));
        ledger.AssertEachPartWasPaidOnce();
        Assert.Equal(8, ledger.Requests);
    }

    [Fact]
    public async Task Lines_that_changed_while_their_part_waited_are_not_submitted()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        var input = cli.Write("in.jsonl", string.Join('\n', Enumerable.Range(1, 8).Select(Line)) + "\n");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), ChangeAtCreation, []);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(2, await cli.RunAsync("submit-batch", "--input", input, "--wait", "--max-enqueued-tokens", "400"));
        Assert.Contains("has changed where part 2 is", cli.Error, StringComparison.Ordinal);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);

        async Task ChangeAtCreation(HttpContext context, RequestDelegate next)
        {
            if (CallName.Of(context.Request) == "create")
                await File.WriteAllTextAsync(input, (await File.ReadAllTextAsync(input)).Replace("Request 8", "Request 9", StringComparison.Ordinal));
            await next(context);
        }
    }

    private static string Line(int number)
    {
        var text = $"Request {number}: {string.Join(' ', Enumerable.Repeat("word", 80))}";
        return $$"""{"custom_id":"{{number}}","method":"POST","url":"/v1/responses","body":{"model":"m","input":"{{text}}"} }""";
    }
}
