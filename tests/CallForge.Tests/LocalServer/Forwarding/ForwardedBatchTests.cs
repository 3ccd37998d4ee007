using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.LocalServer.Forwarding;

public sealed class ForwardedBatchTests
{
    [Fact]
    public async Task Bodies_go_to_the_teacher_as_they_are_and_its_replies_into_the_output()
    {
        await using var stub = await TeacherStub.StartAsync();
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl);
        var body = """{ "model": "my/model \u00b5",  "messages":[{"role":"user","content":"hi"}], "extra": [1, {"a":null}] }""";
        var batch = await server.EndOfAsync(await server.SubmitAsync([$$"""{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{{body}}}"""], "/v1/chat/completions"));
        Assert.Equal(("completed", "my/model µ"), (batch.GetProperty("status").GetString(), batch.GetProperty("model").GetString()));
        var call = Assert.Single(stub.Calls);
        Assert.Equal(("/v1/chat/completions", body, null), (call.Path, call.Body, call.Key is "" ? null : call.Key));
        var line = JsonDocument.Parse(Assert.Single(await server.LinesAsync(batch.GetProperty("output_file_id")))).RootElement;
        Assert.Equal(200, line.GetProperty("response").GetProperty("status_code").GetInt32());
        Assert.True(line.GetProperty("response").GetProperty("body").GetProperty("choices")[0].TryGetProperty("stop_reason", out _));
    }

    [Fact]
    public async Task Usage_is_summed_from_the_replies_of_either_shape()
    {
        await using var stub = await TeacherStub.StartAsync((call, context) => TeacherStub.ReplyAsync(context, 200, call.Prompt == "chat"
            ? """{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":7}}}"""
            : """{"output":[],"usage":{"input_tokens":1000,"output_tokens":200,"input_tokens_details":{"cached_tokens":640},"output_tokens_details":{"reasoning_tokens":70}}}"""));
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl);
        var chat = await server.EndOfAsync(await server.SubmitAsync([Chat("a", "chat"), Chat("b", "other")], "/v1/chat/completions"));
        var usage = chat.GetProperty("usage");
        Assert.Equal(1100, usage.GetProperty("input_tokens").GetInt64());
        Assert.Equal(220, usage.GetProperty("output_tokens").GetInt64());
        Assert.Equal(704, usage.GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt64());
        Assert.Equal(77, usage.GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt64());
    }

    [Fact]
    public async Task What_may_be_answered_later_is_asked_again_and_after_as_long_as_the_teacher_wishes()
    {
        await using var stub = await TeacherStub.StartAsync((call, context) => (call.Prompt, call.Try) switch
        {
            ("seconds", 1) => TeacherStub.ReplyAsync(context, 429, "{}", "70"),
            ("milliseconds", 1) => TeacherStub.ReplyAsync(context, 503, "{}", "30000", "retry-after-ms"),
            ("conflict", 1) => TeacherStub.ReplyAsync(context, 409, "{}"),
            ("timeout", 1) => TeacherStub.ReplyAsync(context, 408, "{}"),
            ("dropped", <= 3) => TeacherStub.HangUpAsync(context),
            _ => Task.FromResult(false),
        });
        var time = new HurriedTime();
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl, time: time);
        string[] prompts = ["seconds", "milliseconds", "conflict", "timeout", "dropped"];
        var batch = await server.EndOfAsync(await server.SubmitAsync(prompts.Select(prompt => Chat(prompt, prompt)), "/v1/chat/completions"));
        Assert.Equal((5, 0), Counts(batch));
        Assert.Equal(prompts.Order(), stub.Answered.Order());
        Assert.InRange(time.Skipped.TotalSeconds, 70 + 30 + 1 + 1 + 1, 200);
    }

    [Fact]
    public async Task What_never_succeeds_is_an_error_line_that_says_why()
    {
        const string Refusal = """{"error":{"message":"too long","type":"invalid_request_error"}}""";
        await using var stub = await TeacherStub.StartAsync((call, context) => call.Prompt switch
        {
            "refused" => TeacherStub.ReplyAsync(context, 400, Refusal),
            "busy" => TeacherStub.ReplyAsync(context, 500, "<html>\u0000"),
            "nonsense" => TeacherStub.ReplyAsync(context, 200, "{\"choices\": [tru"),
            "forged" => TeacherStub.ReplyAsync(context, 200, """{}}, "custom_id": "busy", "response": {"status_code": 200, "body": {}"""),
            "deep" => TeacherStub.ReplyAsync(context, 200, string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)),
            "huge" => TeacherStub.ReplyAsync(context, 200, $"{{\"a\":\"{new string('x', 31_000_000)}\"}}"),
            "elsewhere" => TeacherStub.ReplyAsync(context, 302, ""),
            "no-model" => TeacherStub.ReplyAsync(context, 404, """{"error":{"message":"model \"m\" not found"}}"""),
            "dropped" => TeacherStub.HangUpAsync(context),
            _ => Task.FromResult(false),
        });
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl, time: new HurriedTime());
        string[] prompts = ["refused", "busy", "nonsense", "forged", "deep", "huge", "elsewhere", "no-model", "dropped", "good"];
        var batch = await server.EndOfAsync(await server.SubmitAsync(prompts.Select(prompt => Chat(prompt, prompt)), "/v1/chat/completions"));
        Assert.Equal((1, 9), Counts(batch));
        var lines = (await server.LinesAsync(batch.GetProperty("error_file_id"))).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(line => line.GetProperty("custom_id").GetString()!);
        Assert.Equal(prompts.Except(["good"]).Order(), lines.Keys.Order());
        Assert.Equal(Refusal, lines["refused"].GetProperty("response").GetProperty("body").GetRawText());
        Assert.Equal(404, lines["no-model"].GetProperty("response").GetProperty("status_code").GetInt32());
        var codes = lines.Where(line => line.Value.GetProperty("error").ValueKind == JsonValueKind.Object).ToDictionary(line => line.Key, line => line.Value.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(
            new SortedDictionary<string, string?> { ["busy"] = "http_500", ["deep"] = "invalid_reply", ["dropped"] = "no_answer", ["elsewhere"] = "http_302", ["forged"] = "invalid_reply", ["huge"] = "reply_too_large", ["nonsense"] = "invalid_reply" },
            new SortedDictionary<string, string?>(codes));
        Assert.Equal([8, 8], stub.Calls.Where(call => call.Prompt is "busy" or "dropped").GroupBy(call => call.Prompt).Select(calls => calls.Count()));
        Assert.Equal(8, stub.Calls.Count - 16);
    }

    [Fact]
    public async Task A_teacher_without_responses_is_told_by_name()
    {
        await using var stub = await TeacherStub.StartAsync((_, context) => TeacherStub.ReplyAsync(context, 404, """{"detail":"Not Found"}"""));
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl);
        var batch = await server.EndOfAsync(await server.SubmitAsync([Requests.Line("a")]));
        Assert.Equal("/v1/responses", Assert.Single(stub.Calls).Path);
        var error = JsonDocument.Parse(Assert.Single(await server.LinesAsync(batch.GetProperty("error_file_id")))).RootElement.GetProperty("error");
        Assert.Equal("http_404", error.GetProperty("code").GetString());
        Assert.Contains("has no /v1/responses", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("--endpoint chat", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_only_what_is_missing_is_asked_again()
    {
        var (block, hasCrashed) = (new TaskCompletionSource(), false);
        await using var stub = await TeacherStub.StartAsync(async (call, context) =>
        {
            if (!hasCrashed && int.Parse(call.Prompt, null) >= 5) await block.Task.WaitAsync(context.RequestAborted);
            return false;
        });
        var lines = Enumerable.Range(0, 12).Select(i => Chat($"r{i}", $"{i}"));
        await using var first = await TestServer.StartForwardingAsync(stub.BaseUrl, concurrency: 2);
        var id = await first.SubmitAsync(lines, "/v1/chat/completions");
        await first.WaitAsync(id, batch => batch.GetProperty("request_counts").GetProperty("completed").GetInt32() == 5);
        await first.WaitAsync(id, _ => stub.Calls.Count == 7);
        // As a process leaves it that is killed in the middle of a line.
        File.AppendAllText(Directory.GetFiles(first.StateDirPath, "*.progress.jsonl", SearchOption.AllDirectories).Single(), "{\"id\": \"batch_req_1\", \"custom_id\": \"r7\", \"resp");
        hasCrashed = true;
        await using var second = await first.StartAfterCrashAsync();
        var batch = await second.EndOfAsync(id);
        Assert.Equal((12, 0), Counts(batch));
        Assert.Equal(12 * 120, batch.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}").Order(), stub.Answered.Order());
        Assert.Equal(["5", "6"], stub.Calls.GroupBy(call => call.Prompt).Where(calls => calls.Count() > 1).Select(calls => calls.Key).Order());
        Assert.Equal(12, (await second.LinesAsync(batch.GetProperty("output_file_id"))).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()).Distinct().Count());
        Assert.Empty(Directory.GetFiles(second.StateDirPath, "*.progress.jsonl", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_stopped_server_goes_on_where_it_was()
    {
        var block = new TaskCompletionSource();
        await using var stub = await TeacherStub.StartAsync(async (call, context) =>
        {
            if (call.Try == 1 && call.Prompt == "2") await block.Task.WaitAsync(context.RequestAborted);
            return false;
        });
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl, concurrency: 1);
        var id = await server.SubmitAsync(Enumerable.Range(0, 4).Select(i => Chat($"r{i}", $"{i}")), "/v1/chat/completions");
        await server.WaitAsync(id, _ => stub.Calls.Count == 3);
        await server.RestartAsync();
        Assert.Equal((4, 0), Counts(await server.EndOfAsync(id)));
        Assert.Equal(["0", "1", "2", "2", "3"], stub.Calls.Select(call => call.Prompt).Order());
    }

    [Fact]
    public async Task A_cancelled_batch_keeps_what_was_asked_and_asks_no_more()
    {
        var (block, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var stub = await TeacherStub.StartAsync(async (call, context) =>
        {
            if (call.Prompt != "1") return false;
            begun.SetResult();
            await block.Task.WaitAsync(context.RequestAborted);
            return false;
        });
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl, concurrency: 1);
        var id = await server.SubmitAsync(Enumerable.Range(0, 4).Select(i => Chat($"r{i}", $"{i}")), "/v1/chat/completions");
        await begun.Task;
        Assert.Equal("cancelling", (await server.PostAsync($"batches/{id}/cancel")).Json.GetProperty("status").GetString());
        block.SetResult();
        var batch = await server.EndOfAsync(id);
        Assert.Equal("cancelled", batch.GetProperty("status").GetString());
        Assert.Equal(2, (await server.LinesAsync(batch.GetProperty("output_file_id"))).Length);
        Assert.All(await server.LinesAsync(batch.GetProperty("error_file_id")), line => Assert.Contains("batch_cancelled", line, StringComparison.Ordinal));
        Assert.Equal(2, stub.Calls.Count);
    }

    [Fact]
    public async Task A_batch_that_waits_for_its_teacher_too_long_expires()
    {
        await using var stub = await TeacherStub.StartAsync((call, context) => call.Prompt == "0" ? Task.FromResult(false) : TeacherStub.ReplyAsync(context, 429, "{}", "100000"));
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl, concurrency: 1, time: new HurriedTime());
        var batch = await server.EndOfAsync(await server.SubmitAsync(Enumerable.Range(0, 60).Select(i => Chat($"r{i}", $"{i}")), "/v1/chat/completions"));
        Assert.Equal("expired", batch.GetProperty("status").GetString());
        Assert.Single(await server.LinesAsync(batch.GetProperty("output_file_id")));
        Assert.Equal(59, (await server.LinesAsync(batch.GetProperty("error_file_id"))).Length);
        Assert.True(stub.Calls.Count < 300);
    }

    [Fact]
    public async Task Single_answers_are_forwarded_too_and_once()
    {
        await using var stub = await TeacherStub.StartAsync((call, context) => call.Prompt switch
        {
            "busy" => TeacherStub.ReplyAsync(context, 429, """{"error":{"message":"busy"}}""", "3"),
            "dropped" => TeacherStub.HangUpAsync(context),
            _ => Task.FromResult(false),
        });
        await using var server = await TestServer.StartForwardingAsync(stub.BaseUrl);
        Assert.Equal(200, (await server.PostAsync("chat/completions", Body("hi").ToJsonString())).Status);
        var busy = await server.PostAsync("chat/completions", Body("busy").ToJsonString());
        Assert.Equal((429, "busy", "3000"), (busy.Status, busy.Message, busy.Headers.GetValues("retry-after-ms").Single()));
        Assert.Equal(502, (await server.PostAsync("chat/completions", Body("dropped").ToJsonString())).Status);
        Assert.Equal(200, (await server.PostAsync("responses", """{"model":"m","input":"x"}""")).Status);
        Assert.Equal(4, stub.Calls.Count);
    }

    private static string Chat(string customId, string prompt) => Requests.Line(customId, Body(prompt), "/v1/chat/completions");

    private static JsonObject Body(string prompt) => new() { ["model"] = "m", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }) };

    private static (int, int) Counts(JsonElement batch)
    {
        var counts = batch.GetProperty("request_counts");
        return (counts.GetProperty("completed").GetInt32(), counts.GetProperty("failed").GetInt32());
    }
}
