using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class BatchEndTests
{
    [Fact]
    public async Task A_cancelled_batch_keeps_what_it_has_and_names_the_rest()
    {
        using var isRunning = new SemaphoreSlim(0);
        using var proceed = new ManualResetEventSlim();
        await using var server = await TestServer.StartAsync(_ => Block(isRunning, proceed, blocks: true));
        var id = await server.SubmitAsync(Requests.Lines(200));
        await isRunning.WaitAsync(TestContext.Current.CancellationToken);

        var cancelling = await server.PostAsync($"batches/{id}/cancel");
        proceed.Set();
        var batch = await server.EndOfAsync(id);

        Shape.AssertEqual(Fixture.Json("wire/batch_cancelling.json"), cancelling.Json);
        Assert.Equal("cancelling", cancelling.Json.GetProperty("status").GetString());
        Assert.Equal("cancelled", batch.GetProperty("status").GetString());
        await AssertSplitAsync(server, batch, "batch_cancelled");
        Assert.Equal("cancelled", (await server.PostAsync($"batches/{id}/cancel")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_batch_cancelled_before_it_runs_has_no_files()
    {
        await using var server = await TestServer.StartAsync(minimumTimeInStatus: TimeSpan.FromMinutes(5));
        var id = await server.SubmitAsync(Requests.Lines(2));

        Assert.Equal("cancelling", (await server.PostAsync($"batches/{id}/cancel")).Json.GetProperty("status").GetString());
        var batch = await server.EndOfAsync(id);

        Assert.Equal("cancelled", batch.GetProperty("status").GetString());
        Assert.Equal(0, batch.GetProperty("request_counts").GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("error_file_id").ValueKind);
    }

    [Fact]
    public async Task A_batch_that_has_ended_cannot_be_cancelled()
    {
        await using var server = await TestServer.StartAsync();
        var completed = await server.SubmitAsync(Requests.Lines(1));
        var failed = await server.SubmitAsync(["{"]);
        await server.EndOfAsync(completed);
        await server.EndOfAsync(failed);

        foreach (var (id, status) in new[] { (completed, "completed"), (failed, "failed") })
        {
            var reply = await server.PostAsync($"batches/{id}/cancel");
            Assert.Equal(409, reply.Status);
            Assert.Equal($"Cannot cancel a batch with status '{status}'.", reply.Message);
        }

        var unknown = await server.PostAsync("batches/batch_1/cancel");
        Assert.Equal(404, unknown.Status);
        Assert.Contains("No batch found", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_runs_out_of_time_expires_with_what_it_has()
    {
        var time = new FakeTime();
        var asked = 0;
        await using var server = await TestServer.StartAsync(
            prompt =>
            {
                if (Interlocked.Increment(ref asked) == 50) time.Advance(TimeSpan.FromHours(25));
                return "ok";
            },
            time);

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(200)));

        Assert.Equal("expired", batch.GetProperty("status").GetString());
        Assert.Equal(batch.GetProperty("created_at").GetInt64() + (25 * 3600), batch.GetProperty("expired_at").GetInt64());
        await AssertSplitAsync(server, batch, "batch_expired");
    }

    [Fact]
    public async Task A_batch_survives_a_crash_and_has_one_output()
    {
        using var isRunning = new SemaphoreSlim(0);
        using var proceed = new ManualResetEventSlim();
        await using var server = await TestServer.StartAsync(prompt => Block(isRunning, proceed, prompt == "input 7"));
        var id = await server.SubmitAsync(Requests.Lines(300));
        await isRunning.WaitAsync(TestContext.Current.CancellationToken);

        await using var next = await server.StartAfterCrashAsync();
        var batch = await next.EndOfAsync(id);
        proceed.Set();

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(300, (await next.LinesAsync(batch.GetProperty("output_file_id"))).Distinct().Count());
        Assert.Single((await next.GetAsync("files?purpose=batch_output")).Json.GetProperty("data").EnumerateArray());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(next.StateDirPath, "files"), "*.part"));
    }

    [Fact]
    public async Task A_batch_that_has_run_does_not_expire_after_a_crash()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(time: time);
        var id = await server.SubmitAsync(Requests.Lines(5));
        await server.EndOfAsync(id);
        var path = Path.Combine(server.StateDirPath, "batches", id + ".json");
        var stored = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var finalizing = stored.Replace("\"completed\",", "\"finalizing\",", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, finalizing, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromHours(25));

        await using var next = await server.StartAfterCrashAsync();
        var batch = await next.EndOfAsync(id);

        Assert.NotEqual(stored, finalizing);
        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(5, (await next.LinesAsync(batch.GetProperty("output_file_id"))).Length);
    }

    [Fact]
    public async Task A_batch_that_was_being_cancelled_ends_cancelled_after_a_crash()
    {
        using var isRunning = new SemaphoreSlim(0);
        using var proceed = new ManualResetEventSlim();
        var asked = 0;
        await using var server = await TestServer.StartAsync(prompt => Block(isRunning, proceed, Interlocked.Increment(ref asked) > 150)); // Past the first window, whose lines are counted.
        var id = await server.SubmitAsync(Requests.Lines(200));
        await isRunning.WaitAsync(TestContext.Current.CancellationToken);
        await server.PostAsync($"batches/{id}/cancel");

        await using var next = await server.StartAfterCrashAsync();
        var batch = await next.EndOfAsync(id);
        proceed.Set();

        Assert.Equal("cancelled", batch.GetProperty("status").GetString());
        await AssertSplitAsync(next, batch, "batch_cancelled");
    }

    private static string Block(SemaphoreSlim isRunning, ManualResetEventSlim proceed, bool blocks)
    {
        if (blocks)
        {
            isRunning.Release();
            proceed.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        return "ok";
    }

    private static async Task AssertSplitAsync(TestServer server, JsonElement batch, string code)
    {
        var answers = await server.LinesAsync(batch.GetProperty("output_file_id"));
        var errors = (await server.LinesAsync(batch.GetProperty("error_file_id"))).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.NotEmpty(answers);
        Assert.NotEmpty(errors);
        Assert.Equal(200, answers.Length + errors.Count);
        Assert.Equal(answers.Length, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        Assert.All(errors, line =>
        {
            Assert.Equal(["id", "custom_id", "response", "error"], line.EnumerateObject().Select(member => member.Name));
            Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind);
            Assert.Equal(code, line.GetProperty("error").GetProperty("code").GetString());
        });
    }
}
