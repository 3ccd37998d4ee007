using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class BatchValidationTests
{
    private static readonly JsonObject ChatBody = new() { ["model"] = "gpt-5", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "hi" }) };

    public static TheoryData<string, string, int?, string?, string> Faults => new()
    {
        { "{\"custom_id\": \"a\"", "invalid_json_line", 1, null, "This line is not parseable as valid JSON." },
        { Chat("a", body => body["metadata"] = "x").Replace("\"x\"", "\"\\ud800\"", StringComparison.Ordinal), "invalid_json_line", 1, null, "This line is not parseable as valid JSON." },
        { "[1]", "invalid_json_line", 1, null, "This line is not parseable as valid JSON." },
        { "\uFEFF" + Chat("a"), "invalid_json_line", 1, null, "This line is not parseable as valid JSON." },
        { Without("custom_id"), "missing_required_parameter", 1, "custom_id", "Missing required parameter: 'custom_id'." },
        { Without("method"), "missing_required_parameter", 1, "method", "Missing required parameter: 'method'." },
        { Without("url"), "missing_required_parameter", 1, "url", "Missing required parameter: 'url'." },
        { Without("body"), "missing_required_parameter", 1, "body", "Missing required parameter: 'body'." },
        { Requests.Line("a", Body()), "invalid_url", 1, "url", "The URL provided for this request does not match the batch endpoint." },
        { Chat("a", body => body["stream"] = true), "streaming_unsupported", 1, "body.stream", "Chat Completions: Streaming is not supported in the Batch API." },
        { Chat("a", body => body["model"] = "no-such-model"), "model_not_found", 1, "body.model", "The provided model 'no-such-model' is not supported by the Batch API." },
        { Chat("a", body => body["model"] = "two words"), "model_not_found", 1, "body.model", "The provided model 'two words' is not supported by the Batch API." },
        { Chat("a", body => body.Remove("model")), "invalid_request", 1, "body.model", "Model parameter is required." },
        { Chat("a", body => body.Remove("messages")), "invalid_request", 1, "body.messages", "Messages parameter is required." },
        { Chat("a") + "\n" + Chat("b", body => body["model"] = "gpt-4o"), "mismatched_model", 2, "body.model", "The model 'gpt-4o' for this request does not match the rest of the batch. Each batch must contain requests for a single model." },
        { Chat("a") + "\n\n" + Chat("a"), "duplicate_custom_id", 3, "custom_id", "The custom_id 'a' for this request is a duplicate of another request. The custom_id parameter must be unique for each request in a batch." },
        { Chat("a").Replace("POST", "GET", StringComparison.Ordinal), "invalid_method", 1, "method", "The method 'GET' is not supported by the Batch API. Only 'POST' is." },
        { "\n", "empty_file", null, null, "The input file is empty. Please ensure that the batch contains at least one request." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_faulty_line_fails_the_batch(string input, string code, int? line, string? param, string message)
    {
        await using var server = await TestServer.StartAsync();

        var batch = await server.EndOfAsync(await server.SubmitAsync([input], "/v1/chat/completions"));

        Assert.Equal("failed", batch.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, batch.GetProperty("failed_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        Assert.Equal("list", batch.GetProperty("errors").GetProperty("object").GetString());
        var error = batch.GetProperty("errors").GetProperty("data").EnumerateArray().Single();
        Assert.Equal(["code", "line", "message", "param"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(line, error.GetProperty("line").ValueKind == JsonValueKind.Null ? null : error.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task All_faulty_lines_are_listed()
    {
        await using var server = await TestServer.StartAsync();

        var batch = await server.EndOfAsync(await server.SubmitAsync(["{", Requests.Line("a"), "x", Requests.Line("a")]));

        Assert.Equal(
            [1, 3, 4],
            batch.GetProperty("errors").GetProperty("data").EnumerateArray().Select(error => error.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_input_file_fails_the_batch_and_not_its_creation()
    {
        await using var server = await TestServer.StartAsync();
        const string FileId = "file-1111111111111111111111";

        var created = await server.CreateAsync(FileId);
        var batch = await server.EndOfAsync(created.Id);

        Assert.Equal(200, created.Status);
        var error = batch.GetProperty("errors").GetProperty("data")[0];
        Assert.Equal($"Cannot find file {FileId}, or organization org-local does not have access to it.", error.GetProperty("message").GetString());
        Assert.Equal("file_id", error.GetProperty("param").GetString());
    }

    [Fact]
    public async Task More_than_50_000_requests_are_too_many()
    {
        await using var server = await TestServer.StartAsync();

        var batch = await server.EndOfAsync(await server.SubmitAsync(Requests.Lines(50_001)));

        Assert.Equal("too_many_requests", batch.GetProperty("errors").GetProperty("data")[0].GetProperty("code").GetString());
    }

    private static JsonObject Body() => ChatBody.DeepClone().AsObject();

    private static string Chat(string customId, Action<JsonObject>? change = null)
    {
        var body = Body();
        change?.Invoke(body);
        return Requests.Line(customId, body, "/v1/chat/completions");
    }

    private static string Without(string name)
    {
        var line = JsonNode.Parse(Chat("a"))!.AsObject();
        line.Remove(name);
        return line.ToJsonString();
    }
}
