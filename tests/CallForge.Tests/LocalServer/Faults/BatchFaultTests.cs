using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Faults;

public sealed class BatchFaultTests
{
    [Theory]
    [InlineData("token-limit", "token_limit_exceeded", "Enqueued token limit reached for gpt-5-2025-08-07 in organization org-local. Limit: 2,000,000 enqueued tokens. Please try again once some in_progress batches have been completed.")]
    [InlineData("file-not-found", "invalid_request", "Cannot find file FILE, or organization org-local does not have access to it.")]
    [InlineData("validation-failed", "invalid_json_line", "This line is not parseable as valid JSON.")]
    public async Task The_first_batch_fails_as_recorded_and_the_next_of_the_same_file_does_not(string fault, string code, string message)
    {
        await using var server = await TestServer.StartFaultyAsync(fault);
        var file = await server.UploadAsync(string.Join('\n', Requests.Lines(3)));

        var failed = await server.EndOfAsync((await server.CreateAsync(file.Id)).Id);
        var next = await server.EndOfAsync((await server.CreateAsync(file.Id)).Id);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("list", failed.GetProperty("errors").GetProperty("object").GetString());
        var error = failed.GetProperty("errors").GetProperty("data")[0];
        Assert.Equal(["code", "line", "message", "param"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message.Replace("FILE", file.Id, StringComparison.Ordinal), error.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("output_file_id").ValueKind);
        Assert.Equal("completed", next.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_first_batch_of_each_file_can_be_made_to_fail()
    {
        await using var server = await TestServer.StartFaultyAsync("token-limit=1-each");
        string[] files = [(await server.UploadAsync(Requests.Line("a"))).Id, (await server.UploadAsync(Requests.Line("b"))).Id];

        var ends = new List<string>();
        foreach (var file in files.Concat(files))
            ends.Add((await server.EndOfAsync((await server.CreateAsync(file)).Id)).GetProperty("status").GetString()!);

        Assert.Equal(["failed", "failed", "completed", "completed"], ends);
    }

    [Theory]
    [InlineData("expired", "expired", "batch_expired")]
    [InlineData("cancelled", "cancelled", "batch_cancelled")]
    public async Task A_batch_that_ends_part_way_keeps_what_ran_and_names_the_rest(string fault, string status, string code)
    {
        await using var server = await TestServer.StartFaultyAsync($"{fault}=1@0.25");

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(200)));

        Assert.Equal(status, batch.GetProperty("status").GetString());
        Assert.True(batch.GetProperty($"{status}_at").GetInt64() > 0);
        Assert.Equal(50, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        Assert.Equal(0, batch.GetProperty("request_counts").GetProperty("failed").GetInt32());
        var answers = (await server.LinesAsync(batch.GetProperty("output_file_id"))).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var errors = (await server.LinesAsync(batch.GetProperty("error_file_id"))).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal((50, 150), (answers.Count, errors.Count));
        Assert.All(errors, line => Assert.Equal(code, line.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(
            answers.Sum(line => line.GetProperty("response").GetProperty("body").GetProperty("usage").GetProperty("total_tokens").GetInt64()),
            batch.GetProperty("usage").GetProperty("total_tokens").GetInt64());
    }

    [Fact]
    public async Task A_batch_that_expires_at_once_has_no_output_file()
    {
        await using var server = await TestServer.StartFaultyAsync("expired=1@0");

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(3)));

        Assert.Equal("expired", batch.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        Assert.Equal(3, (await server.LinesAsync(batch.GetProperty("error_file_id"))).Length);
    }

    [Theory]
    [InlineData("wrong-counts", "4 3 1", 4)]
    [InlineData("wrong-counts failed-line-500=1", "4 4 0", 3)]
    public async Task Counts_contradict_the_files(string faults, string counts, int answers)
    {
        await using var server = await TestServer.StartFaultyAsync(faults.Split(' '));

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(4)));

        Assert.Equal(counts, string.Join(' ', batch.GetProperty("request_counts").EnumerateObject().Select(count => count.Value.GetInt32())));
        Assert.Equal(answers, (await server.LinesAsync(batch.GetProperty("output_file_id"))).Length);
    }

    [Fact]
    public async Task A_file_id_that_is_null_comes_as_an_empty_text()
    {
        await using var server = await TestServer.StartFaultyAsync("empty-file-id");

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(1)));

        Assert.Equal("", batch.GetProperty("error_file_id").GetString());
        Assert.Single(await server.LinesAsync(batch.GetProperty("output_file_id")));
    }

    [Fact]
    public async Task Keys_that_are_null_are_left_out_of_a_batch_alone_and_in_lists()
    {
        await using var server = await TestServer.StartFaultyAsync("no-file-id");

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(1)));
        var listed = (await server.GetAsync("batches")).Json.GetProperty("data")[0];

        Assert.All([batch, listed], shown =>
        {
            Assert.False(shown.TryGetProperty("error_file_id", out _));
            Assert.True(shown.TryGetProperty("output_file_id", out _));
            Assert.DoesNotContain(shown.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null);
        });
    }

    [Fact]
    public async Task A_batch_that_ended_names_its_file_only_when_looked_at_again()
    {
        await using var server = await TestServer.StartFaultyAsync("null-file-id=all@2");

        var id = await server.SubmitAsync(Requests.Lines(1));
        var batch = await server.EndOfAsync(id);
        var second = (await server.GetAsync($"batches/{id}")).Json;
        var third = (await server.GetAsync($"batches/{id}")).Json;

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.All([batch, second], early => Assert.Equal(JsonValueKind.Null, early.GetProperty("output_file_id").ValueKind));
        Assert.Single(await server.LinesAsync(third.GetProperty("output_file_id")));
    }

    [Fact]
    public async Task A_batch_shows_up_late_in_lists_but_is_there()
    {
        await using var server = await TestServer.StartFaultyAsync("late-in-list=1@2");
        var late = await server.SubmitAsync(Requests.Lines(1));
        var prompt = await server.SubmitAsync(Requests.Lines(1));

        var lists = new List<string>();
        for (var i = 0; i < 3; i++) lists.Add((await server.GetAsync("batches")).Text);

        Assert.All(lists, list => Assert.Contains(prompt, list, StringComparison.Ordinal));
        Assert.Equal([false, false, true], lists.Select(list => list.Contains(late, StringComparison.Ordinal)));
        Assert.Equal(200, (await server.GetAsync($"batches/{late}")).Status);
    }

    [Fact]
    public async Task A_slow_batch_is_in_progress_until_it_is_cancelled()
    {
        await using var server = await TestServer.StartFaultyAsync("slow-batch=1@3600");
        var id = await server.SubmitAsync(Requests.Lines(3));
        await server.WaitAsync(id, batch => batch.GetProperty("status").GetString() == "in_progress");

        Assert.Equal("completed", (await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(1)))).GetProperty("status").GetString());
        await server.PostAsync($"batches/{id}/cancel");
        var batch = await server.EndOfAsync(id);

        Assert.Equal("cancelled", batch.GetProperty("status").GetString());
        Assert.Equal(3, (await server.LinesAsync(batch.GetProperty("error_file_id"))).Length);
    }

    [Fact]
    public async Task The_queue_of_a_model_takes_what_fits_beside_unfinished_batches()
    {
        // Each request has 2 tokens of input and 7 of frame.
        await using var server = await TestServer.StartFaultyAsync("queue-limit@100", "slow-batch=1@3600");
        var slow = await server.SubmitAsync(Requests.Lines(8));
        await server.WaitAsync(slow, batch => batch.GetProperty("status").GetString() == "in_progress");
        var file = await server.UploadAsync(string.Join('\n', Requests.Lines(6)));

        var failed = await server.EndOfAsync((await server.CreateAsync(file.Id)).Id);
        var otherModel = await server.EndOfAsync(await server.SubmitAsync([Requests.Line("a", model: "gpt-6-luna")]));
        await server.PostAsync($"batches/{slow}/cancel");
        await server.EndOfAsync(slow);
        var again = await server.EndOfAsync((await server.CreateAsync(file.Id)).Id);
        var tooLarge = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(20)));

        Assert.Equal("token_limit_exceeded", failed.GetProperty("errors").GetProperty("data")[0].GetProperty("code").GetString());
        Assert.Contains("Limit: 100 enqueued tokens.", failed.GetProperty("errors").GetProperty("data")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("completed", otherModel.GetProperty("status").GetString());
        Assert.Equal("completed", again.GetProperty("status").GetString());
        Assert.Equal("failed", tooLarge.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_batch_has_the_same_faults_after_a_crash()
    {
        await using var server = await TestServer.StartFaultyAsync("slow-batch=2nd@3600", "wrong-counts=2nd");
        await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(2)));
        var id = await server.SubmitAsync(Requests.Lines(2));
        await server.WaitAsync(id, batch => batch.GetProperty("status").GetString() == "in_progress");

        await using var next = await server.StartAfterCrashAsync();
        var batch = await next.EndOfAsync(id);

        Assert.Equal(1, batch.GetProperty("request_counts").GetProperty("failed").GetInt32());
        Assert.Equal(2, (await next.LinesAsync(batch.GetProperty("output_file_id"))).Length);
    }
}
