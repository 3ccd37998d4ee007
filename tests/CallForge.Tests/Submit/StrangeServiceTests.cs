using System.Net;
using System.Net.Sockets;
using CallForge.Files;
using CallForge.LocalServer;
using CallForge.LocalServer.Faults;
using CallForge.OpenAI;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Submit;

/// <summary>A service that answers strangely, late or never, and users who give the wrong key: nothing is paid twice and nothing waits for ever.</summary>
public sealed class StrangeServiceTests
{
    private const int Count = 6;

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>You are offline</html>")]
    [InlineData("""{"id": "", "object": "batch"}""")]
    public async Task A_creation_answered_with_something_that_is_no_batch_is_looked_for_and_found(string answer)
    {
        var isFirst = true;
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.Rewrite("create", said => isFirst && !(isFirst = false) ? answer : said));
        Assert.Equal(0, await RunAsync(cli));
        Assert.Contains("found again", cli.Error, StringComparison.Ordinal);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
    }

    [Theory]
    [InlineData("upload", "{}", 1)]
    [InlineData("upload", "null", 1)]
    [InlineData("list", """{"object": "list", "data": null}""", 3)]
    [InlineData("list", """{"object": "list", "data": [null]}""", 3)]
    public async Task An_answer_without_what_is_needed_ends_in_one_sentence_and_the_next_try_is_right(string call, string answer, int code)
    {
        var isStrange = true;
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.Rewrite(call, said => isStrange ? answer : said), call == "list" ? ["dropped-after=create:1"] : []);
        Assert.Equal(code, await RunAsync(cli));
        Assert.Contains("not the JSON that is expected", cli.Error, StringComparison.Ordinal);
        isStrange = false;
        Assert.Equal(0, await RunAsync(cli));
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
    }

    [Fact]
    public async Task A_look_answered_with_rubbish_does_not_give_up_the_batch()
    {
        var looks = 0;
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.Rewrite("get", said => ++looks <= 3 ? "<html>" : said));
        Assert.Equal(0, await RunAsync(cli));
        Assert.Contains("is not given up", cli.Error, StringComparison.Ordinal);
    }

    /// <summary>With the key of another project the batch is not in the list and its input is not there: all would be paid again.</summary>
    [Fact]
    public async Task With_the_key_of_another_project_nothing_is_submitted_a_second_time()
    {
        var isOther = false;
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, (context, next) => (isOther, CallName.Of(context.Request)) switch
        {
            (true, "list") => Front.ReplyAsync(context, 200, """{"object": "list", "data": [], "first_id": null, "last_id": null, "has_more": false}"""),
            (true, "file" or "delete") => Front.ReplyAsync(context, 404, """{"error": {"message": "No such File object"}}"""),
            _ => next(context),
        });
        Assert.Equal(0, await RunAsync(cli));
        var status = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        status.With(status.Batches[0] with { Batch = null, CreateSent = true }).Save(cli.Data.BatchStatusFilePath);

        isOther = true;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(3, await RunAsync(cli));
            Assert.Contains("check that OPENAI_API_KEY is of the project that submitted it", cli.Error, StringComparison.Ordinal);
        }

        isOther = false;
        Assert.Equal(0, await RunAsync(cli));
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
    }

    [Fact]
    public async Task A_batch_that_failed_with_answers_keeps_them_and_is_not_submitted_again()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.Rewrite("get", said => said.Replace("\"completed\",", "\"failed\",", StringComparison.Ordinal)));
        Assert.Equal(0, await RunAsync(cli));
        Assert.Equal(0, await RunAsync(cli));
        Assert.Equal("failed", BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Status);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
        Assert.Equal(Count, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
    }

    [Fact]
    public async Task Answers_of_an_expired_batch_whose_file_is_not_named_yet_are_waited_for()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.PassAsync, "expired=1@0.5", "null-file-id@3");
        Assert.Equal(0, await RunAsync(cli));
        Assert.Equal(new(Count, Count / 2, 0, Count / 2, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
    }

    [Fact]
    public async Task A_pilot_whose_answers_were_not_named_is_looked_at_again()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.PassAsync, "null-file-id@17");
        string[] pilot = ["run", "--count", $"{Count}", "--chitchat", "none", "--pilot", "2"];
        Assert.Equal(3, await cli.RunAsync(pilot));
        Assert.Contains("pilot: 2 requests: 0 accepted", cli.Error, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) Assert.Equal(3, await cli.RunAsync(pilot));
        Assert.Contains("pilot: 2 requests: 2 accepted", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_after_of_a_day_is_not_slept_through()
    {
        var time = new HurriedTime();
        using var cli = new CommandLine { Time = time };
        await using var server = await StartAsync(cli, Front.PassAsync, "rate-limited=upload:1@86400");
        Assert.Equal(0, await RunAsync(cli));
        Assert.True(time.Skipped < TimeSpan.FromHours(2), $"{time.Skipped}");
    }

    [Fact]
    public async Task A_batch_that_never_ends_is_left_a_day_after_it_should_have_expired()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), minimumTimeInStatus: TimeSpan.FromHours(10));
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        foreach (var command in new string[][] { ["submit-batch", "--wait"], ["status", "--watch"] })
        {
            Assert.Equal(3, await cli.RunAsync([.. command, "--poll-interval", "36000"]));
            Assert.Contains("a day after it should have expired", cli.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_that_takes_calls_and_never_answers_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var api = new BatchApi(new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v1"), new ServiceAccount("k"), new HurriedTime(), patience: TimeSpan.FromMilliseconds(100));
        var stop = TestContext.Current.CancellationToken;
        foreach (var call in new Func<Task>[]
        {
            () => api.GetFileAsync("file-1", stop),
            () => api.DeleteFileAsync("file-1", stop),
            () => api.ListInputFilesAsync(stop),
            () => api.DownloadAsync("file-1", Stream.Null, stop),
            () => api.GetBatchAsync("batch_1", stop),
            () => api.CreateBatchAsync("file-1", "/v1/responses", new Dictionary<string, string>(), stop),
        })
        {
            Assert.Equal(0, (await Assert.ThrowsAsync<ApiFailure>(call)).Status);
        }
    }

    [Fact]
    public async Task A_list_that_never_ends_is_not_read_for_ever()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, Front.Rewrite("list", said => said.Replace("\"has_more\": false", "\"has_more\": true", StringComparison.Ordinal)));
        Assert.Equal(0, await RunAsync(cli));
        var read = 0;
        await Assert.ThrowsAsync<ApiFailure>(async () =>
        {
            await foreach (var batch in new BatchApi(server.BaseUrl, new ServiceAccount("k"), TimeProvider.System).ListBatchesAsync(TestContext.Current.CancellationToken)) read++;
        });
        Assert.InRange(read, 1, 1000);
    }

    private static Task<int> RunAsync(CommandLine cli) => cli.RunAsync("run", "--count", $"{Count}", "--chitchat", "none");

    private static async Task<EmbeddedServer> StartAsync(CommandLine cli, Func<HttpContext, RequestDelegate, Task> inFront, params string[] faults)
    {
        var server = await TestServer.StartAsync(cli.PathOf("server"), inFront, faults);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        return server;
    }
}
