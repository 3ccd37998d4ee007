using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class BatchTests
{
    [Fact]
    public async Task A_new_batch_is_the_recorded_object_to_the_letter()
    {
        await using var server = await TestServer.StartAsync();
        var recorded = Fixture.Json("wire/batch_created.json");
        var file = await server.UploadAsync(Requests.Line("a"));

        var reply = await server.PostAsync("batches", $$"""
            {"input_file_id":"{{file.Id}}","endpoint":"/v1/chat/completions","completion_window":"24h",
             "metadata":{"testMetadataKey":"test metadata value"} }
            """);

        var created = reply.Json.GetProperty("created_at").GetInt64();
        var expected = recorded.ToString()
            .Replace(recorded.GetProperty("id").GetString()!, reply.Id, StringComparison.Ordinal)
            .Replace(recorded.GetProperty("input_file_id").GetString()!, file.Id, StringComparison.Ordinal)
            .Replace("1761896208", $"{created}", StringComparison.Ordinal)
            .Replace("1761982608", $"{created + 86_400}", StringComparison.Ordinal);
        Assert.Equal(expected, reply.Text);
    }

    [Fact]
    public async Task Every_request_is_answered_once_and_the_batch_says_so()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.SubmitAsync(Requests.Lines(300));

        var batch = await server.EndOfAsync(id);

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal("gpt-5-2025-08-07", batch.GetProperty("model").GetString());
        Assert.Equal("""{"total":300,"completed":300,"failed":0}""", Compact(batch.GetProperty("request_counts")));
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("error_file_id").ValueKind);
        var lines = (await server.LinesAsync(batch.GetProperty("output_file_id"))).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var ids = lines.Select(CustomId).ToList();
        Assert.Equal(300, ids.Distinct().Count());
        Assert.NotEqual(Enumerable.Range(0, 300).Select(i => $"request-{i}"), ids);
        Assert.All(lines, line => Assert.Equal("answer to input " + CustomId(line)["request-".Length..], OutputText(line)));
        var used = lines.Sum(line => line.GetProperty("response").GetProperty("body").GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(used, batch.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Shape.AssertEqual(Fixture.Json("wire/batch_created.json"), batch);
        var file = (await server.GetAsync($"files/{batch.GetProperty("output_file_id").GetString()}")).Json;
        Assert.Equal("batch_output", file.GetProperty("purpose").GetString());
        Assert.Equal($"{id}_output.jsonl", file.GetProperty("filename").GetString());
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_in_another_batch()
    {
        await using var server = await TestServer.StartAsync(time: new FakeTime());
        var file = (await server.UploadAsync(string.Join('\n', Requests.Lines(50)))).Id;

        var one = await server.EndOfAsync((await server.CreateAsync(file)).Id);
        var other = await server.EndOfAsync((await server.CreateAsync(file)).Id);

        Assert.Equal(
            await server.LinesAsync(one.GetProperty("output_file_id")), await server.LinesAsync(other.GetProperty("output_file_id")));
    }

    [Fact]
    public async Task Output_lines_are_written_as_Python_writes_them()
    {
        await using var server = await TestServer.StartAsync(prompt => "치킨 \"두 마리\"\n🍗");
        var batch = await server.EndOfAsync(await server.SubmitAsync([Requests.Line("주문-1")]));

        var line = (await server.LinesAsync(batch.GetProperty("output_file_id"))).Single();

        Assert.StartsWith("{\"id\": \"batch_req_", line, StringComparison.Ordinal);
        Assert.Contains(", \"custom_id\": \"\\uc8fc\\ubb38-1\", \"response\": {\"status_code\": 200, \"request_id\": \"", line, StringComparison.Ordinal);
        Assert.Contains("\"text\": \"\\uce58\\ud0a8 \\\"\\ub450 \\ub9c8\\ub9ac\\\"\\n\\ud83c\\udf57\"", line, StringComparison.Ordinal);
        Assert.EndsWith("}, \"error\": null}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_fail_when_run_are_lines_of_the_error_file()
    {
        await using var server = await TestServer.StartAsync(prompt => prompt == "boom" ? throw new InvalidOperationException("no teacher") : "ok");
        var id = await server.SubmitAsync(
            [Requests.Line("good"), Requests.Line("empty", new JsonObject { ["model"] = "gpt-5" }), Requests.Line("bad", "boom")]);

        var batch = await server.EndOfAsync(id);

        Assert.Equal("""{"total":3,"completed":1,"failed":2}""", Compact(batch.GetProperty("request_counts")));
        var errors = (await server.LinesAsync(batch.GetProperty("error_file_id")))
            .Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(CustomId);
        Assert.All(errors.Values, line => Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind));
        Assert.Equal(400, errors["empty"].GetProperty("response").GetProperty("status_code").GetInt32());
        Assert.Equal("Missing required parameter: 'input'.", errors["empty"].GetProperty("response").GetProperty("body").GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(500, errors["bad"].GetProperty("response").GetProperty("status_code").GetInt32());
    }

    [Fact]
    public async Task A_batch_without_a_good_answer_has_no_output_file()
    {
        await using var server = await TestServer.StartAsync();

        var batch = await server.EndOfAsync(await server.SubmitAsync([Requests.Line("empty", new JsonObject { ["model"] = "gpt-5" })]));

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        Assert.Single(await server.LinesAsync(batch.GetProperty("error_file_id")));
    }

    [Fact]
    public async Task Batches_are_listed_newest_first_in_pages()
    {
        await using var server = await TestServer.StartAsync();
        var empty = (await server.GetAsync("batches")).Json;
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("first_id").ValueKind);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(await server.SubmitAsync(Requests.Lines(1)));
        await server.RestartAsync();
        ids.Add(await server.SubmitAsync(Requests.Lines(1)));

        var first = (await server.GetAsync("batches?limit=3")).Json;
        var second = (await server.GetAsync($"batches?limit=3&after={ids[1]}")).Json;

        Shape.AssertEqual(Fixture.Json("wire/batch_page.json"), first);
        Assert.Equal([ids[3], ids[2], ids[1]], first.GetProperty("data").EnumerateArray().Select(batch => batch.GetProperty("id").GetString()!));
        Assert.Equal((ids[3], ids[1], true), (first.GetProperty("first_id").GetString(), first.GetProperty("last_id").GetString(), first.GetProperty("has_more").GetBoolean()));
        Assert.Equal((ids[0], false), (second.GetProperty("first_id").GetString(), second.GetProperty("has_more").GetBoolean()));
        foreach (var limit in new[] { "0", "101", "-1", "x" }) Assert.Equal(400, (await server.GetAsync($"batches?limit={limit}")).Status);
    }

    [Fact]
    public async Task Each_status_lasts_its_minimum_time_and_is_seen()
    {
        await using var server = await TestServer.StartAsync(minimumTimeInStatus: TimeSpan.FromMilliseconds(200));
        var seen = new List<string>();

        await server.WaitAsync(await server.SubmitAsync(Requests.Lines(1)), batch =>
        {
            var status = batch.GetProperty("status").GetString()!;
            if (seen.Count == 0 || seen[^1] != status) seen.Add(status);
            return status == "completed";
        });

        Assert.Equal(["validating", "in_progress", "finalizing", "completed"], seen);
    }

    private static string CustomId(JsonElement line) => line.GetProperty("custom_id").GetString()!;

    private static string OutputText(JsonElement line) => line.GetProperty("response").GetProperty("body").GetProperty("output")[1]
        .GetProperty("content")[0].GetProperty("text").GetString()!;

    private static string Compact(JsonElement value) => JsonNode.Parse(value.GetRawText())!.ToJsonString();
}
