using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.LocalServer.Faults;

public sealed class LineFaultTests
{
    [Theory]
    [InlineData("failed-line-400", 400, "context_length_exceeded")]
    [InlineData("failed-line-429", 429, "rate_limit_exceeded")]
    [InlineData("failed-line-500", 500, null)]
    public async Task A_failed_line_has_its_error_inside_the_response(string fault, int status, string? code)
    {
        await using var server = await TestServer.StartFaultyAsync($"{fault}=2nd");

        var batch = await RunAsync(server, 5);

        var line = Parse(await server.LinesAsync(batch.GetProperty("error_file_id"))).Single();
        Assert.Equal(["id", "custom_id", "response", "error"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal("request-1", Id(line));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind);
        Assert.Equal(status, line.GetProperty("response").GetProperty("status_code").GetInt32());
        var error = line.GetProperty("response").GetProperty("body").GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal("5 4 1", Counts(batch));
    }

    [Fact]
    public async Task A_line_of_status_0_is_as_observed_and_counted_as_completed()
    {
        await using var server = await TestServer.StartFaultyAsync("status-0=2");

        var batch = await RunAsync(server, 5);

        var lines = await server.LinesAsync(batch.GetProperty("error_file_id"));
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(
            "\"response\": {\"status_code\": 0, \"request_id\": \"\", \"body\": {}}, \"error\": null}", line, StringComparison.Ordinal));
        Assert.Equal("5 5 0", Counts(batch));
    }

    [Fact]
    public async Task A_request_that_timed_out_has_no_response()
    {
        await using var server = await TestServer.StartFaultyAsync("request-timeout=1");

        var batch = await RunAsync(server, 3);

        var line = Parse(await server.LinesAsync(batch.GetProperty("error_file_id"))).Single();
        Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind);
        Assert.Equal("request_timeout", line.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("3 2 1", Counts(batch));
    }

    [Fact]
    public async Task A_malformed_line_is_no_JSON_but_its_neighbours_are()
    {
        await using var server = await TestServer.StartFaultyAsync("malformed-line=1");

        var batch = await RunAsync(server, 5);

        var lines = await server.LinesAsync(batch.GetProperty("output_file_id"));
        var bad = lines.Where(line => !line.EndsWith("\"error\": null}", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, lines.Length);
        Assert.Contains("\"custom_id\": \"request-0\"", bad.Single(), StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(bad.Single()));
        Assert.Equal("5 5 0", Counts(batch));
    }

    [Theory]
    [InlineData("duplicate-id", "request-0 request-0 request-1 request-2")]
    [InlineData("missing-line", "request-1 request-2")]
    public async Task A_line_is_there_twice_or_not_at_all_and_billed_once(string fault, string ids)
    {
        await using var server = await TestServer.StartFaultyAsync($"{fault}=1");
        await using var good = await TestServer.StartAsync();

        var batch = await RunAsync(server, 3);

        Assert.Equal(ids, string.Join(' ', Parse(await server.LinesAsync(batch.GetProperty("output_file_id"))).Select(Id).Order()));
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("error_file_id").ValueKind);
        Assert.Equal("3 3 0", Counts(batch));
        Assert.Equal((await RunAsync(good, 3)).GetProperty("usage").GetRawText(), batch.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task An_unknown_id_comes_beside_the_known_one()
    {
        await using var server = await TestServer.StartFaultyAsync("unknown-id=1");

        var batch = await RunAsync(server, 2);

        var ids = Parse(await server.LinesAsync(batch.GetProperty("output_file_id"))).Select(Id).Order().ToList();
        Assert.Equal(["request-0", "request-1"], ids.Take(2));
        Assert.StartsWith("unknown-", ids[2], StringComparison.Ordinal);
        Assert.Equal("2 2 0", Counts(batch));
    }

    [Fact]
    public async Task A_split_output_has_a_fragment_in_front_of_the_whole_text()
    {
        await using var server = await TestServer.StartFaultyAsync("split-output=all");

        var body = await SingleBodyAsync(server, Requests.Line("a", "one two three four five six"));

        var messages = body.GetProperty("output").EnumerateArray().Where(item => item.GetProperty("type").GetString() == "message").ToList();
        var texts = messages.Select(item => item.GetProperty("content")[0].GetProperty("text").GetString()!).ToList();
        Assert.Equal("answer to one two three four five six", texts[1]);
        Assert.StartsWith(texts[0], texts[1], StringComparison.Ordinal);
        Assert.InRange(texts[0].Length, 1, texts[1].Length - 1);
        Assert.NotEqual(messages[0].GetProperty("id").GetString(), messages[1].GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_incomplete_answer_is_in_the_output_file_with_status_200()
    {
        await using var server = await TestServer.StartFaultyAsync("incomplete=all");

        var body = await SingleBodyAsync(server, Requests.Line("a", "one two three four five six"));
        var chat = await SingleBodyAsync(server, ChatLine, "/v1/chat/completions");

        Assert.Equal("incomplete", body.GetProperty("status").GetString());
        Shape.AssertEqual(Fixture.Json("wire/response_incomplete.json").GetProperty("incomplete_details"), body.GetProperty("incomplete_details"));
        Assert.Equal("answer to one two", body.GetProperty("output")[1].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("length", chat.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_refusal_is_a_part_of_its_own_kind_and_no_text()
    {
        await using var server = await TestServer.StartFaultyAsync("refusal=all");

        var body = await SingleBodyAsync(server, Requests.Line("a"));
        var chat = await SingleBodyAsync(server, ChatLine, "/v1/chat/completions");

        var part = body.GetProperty("output")[1].GetProperty("content").EnumerateArray().Single();
        Assert.Equal("completed", body.GetProperty("status").GetString());
        Assert.Equal(["type", "refusal"], part.EnumerateObject().Select(member => member.Name));
        Assert.Equal("refusal", part.GetProperty("type").GetString());
        var message = chat.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(JsonValueKind.Null, message.GetProperty("content").ValueKind);
        Assert.Equal(part.GetProperty("refusal").GetString(), message.GetProperty("refusal").GetString());
    }

    [Fact]
    public async Task A_share_hits_the_same_requests_in_any_order_and_after_a_restart()
    {
        await using var server = await TestServer.StartFaultyAsync("failed-line-500=0.2");
        var lines = Requests.Lines(200).ToList();

        var first = await FailedIdsAsync(server, lines);
        await server.RestartAsync();
        var second = await FailedIdsAsync(server, lines.AsEnumerable().Reverse());

        Assert.InRange(first.Count, 20, 60);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_fault_of_lines_can_be_limited_to_a_batch_so_that_the_next_one_is_good()
    {
        await using var server = await TestServer.StartFaultyAsync("failed-line-500=1st:all");

        Assert.Equal("2 0 2", Counts(await RunAsync(server, 2)));
        Assert.Equal("2 2 0", Counts(await RunAsync(server, 2)));
    }

    private static string ChatLine { get; } = Requests.Line(
        "chat",
        new JsonObject { ["model"] = "gpt-5", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "one two three" }) },
        "/v1/chat/completions");

    private static async Task<JsonElement> RunAsync(TestServer server, int count) => await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(count)));

    private static async Task<JsonElement> SingleBodyAsync(TestServer server, string line, string endpoint = "/v1/responses")
    {
        var batch = await server.EndOfAsync(await server.SubmitAsync([line], endpoint));
        var answer = Parse(await server.LinesAsync(batch.GetProperty("output_file_id"))).Single().GetProperty("response");
        Assert.Equal(200, answer.GetProperty("status_code").GetInt32());
        return answer.GetProperty("body");
    }

    private static async Task<IReadOnlyList<string>> FailedIdsAsync(TestServer server, IEnumerable<string> lines)
    {
        var batch = await server.EndOfAsync(await server.SubmitAsync(lines));
        return [.. Parse(await server.LinesAsync(batch.GetProperty("error_file_id"))).Select(Id).Order()];
    }

    private static IEnumerable<JsonElement> Parse(IEnumerable<string> lines) => lines.Select(line => JsonDocument.Parse(line).RootElement);

    private static string Id(JsonElement line) => line.GetProperty("custom_id").GetString()!;

    private static string Counts(JsonElement batch) =>
        string.Join(' ', batch.GetProperty("request_counts").EnumerateObject().Select(count => count.Value.GetInt32()));
}
