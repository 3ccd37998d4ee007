using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class AnswerTests
{
    [Fact]
    public async Task A_response_has_the_recorded_keys_in_the_recorded_order()
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.PostAsync("responses", """
            {"model": "gpt-5.6", "reasoning": {"effort": "xhigh", "summary": "detailed"}, "instructions": "Think.", "store": false,
             "input": [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "How to fold a burrito?"}]}]}
            """);

        Assert.Equal(200, reply.Status);
        Shape.AssertEqual(Fixture.Json("wire/response.json"), reply.Json);
        Assert.Equal("gpt-5.6-sol", reply.Json.GetProperty("model").GetString());
        Assert.Equal("Think.", reply.Json.GetProperty("instructions").GetString());
        Assert.Equal("xhigh", reply.Json.GetProperty("reasoning").GetProperty("effort").GetString());
        Assert.Equal("detailed", reply.Json.GetProperty("reasoning").GetProperty("summary").GetString());
        Assert.False(reply.Json.GetProperty("store").GetBoolean());
        Assert.Equal("answer to How to fold a burrito?", Text(reply.Json));
    }

    [Fact]
    public async Task A_response_that_is_too_long_is_cut_and_incomplete()
    {
        await using var server = await TestServer.StartAsync(_ => string.Concat(Enumerable.Repeat("망고 🥭 ", 50)));

        var reply = (await server.PostAsync("responses", """{"model":"gpt-4o-mini","max_output_tokens":20,"input":"haiku"}""")).Json;

        var recorded = Fixture.Json("wire/response_incomplete.json");
        Assert.Equal(recorded.GetProperty("status").GetString(), reply.GetProperty("status").GetString());
        Shape.AssertEqual(recorded.GetProperty("incomplete_details"), reply.GetProperty("incomplete_details"));
        Assert.Equal("incomplete", reply.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.InRange(reply.GetProperty("usage").GetProperty("output_tokens").GetInt32(), 18, 20);
        Assert.DoesNotContain('\uFFFD', Text(reply));
    }

    [Fact]
    public async Task A_model_that_reasons_away_all_its_tokens_writes_no_message()
    {
        await using var server = await TestServer.StartAsync();

        var reply = (await server.PostAsync("responses", """{"model":"gpt-5","max_output_tokens":500,"input":"hi"}""")).Json;

        Assert.Equal("incomplete", reply.GetProperty("status").GetString());
        Assert.Equal("reasoning", reply.GetProperty("output").EnumerateArray().Single().GetProperty("type").GetString());
        Assert.Equal(500, reply.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Theory]
    [InlineData(1000, "stop")]
    [InlineData(2, "length")]
    public async Task A_chat_completion_has_the_documented_keys(int maximum, string finishReason)
    {
        await using var server = await TestServer.StartAsync();

        var reply = (await server.PostAsync("chat/completions", $$"""
            {"model": "gpt-4o-mini", "max_completion_tokens": {{maximum}}, "messages": [{"role": "system", "content": "You are a helpful assistant."},
             {"content": [{"type": "text", "text": "What is 2+2?"}], "role": "user"}]}
            """)).Json;

        Assert.Equal(
            ["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"],
            reply.EnumerateObject().Select(member => member.Name));
        Assert.Equal(finishReason, reply.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.StartsWith(
            reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!, "answer to What is 2+2?", StringComparison.Ordinal);
        Assert.Equal(24, reply.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task A_long_constant_prefix_is_cached_from_the_second_request_on()
    {
        await using var server = await TestServer.StartAsync();
        var instructions = string.Concat(Enumerable.Repeat("배달 상담 규칙 하나. ", 400));
        var lines = Enumerable.Range(0, 20).Select(i => Requests.Line(
            $"r{i}", new JsonObject { ["model"] = "gpt-5", ["instructions"] = instructions, ["input"] = $"scenario {i}" }));

        var batch = await server.EndOfAsync(await server.SubmitAsync(lines));

        var bodies = (await server.LinesAsync(batch.GetProperty("output_file_id")))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("response").GetProperty("body")).ToList();
        Assert.All(bodies, body => Assert.Equal(instructions, body.GetProperty("instructions").GetString()));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Contains(bodies, body => Text(body) == $"answer to scenario {i}"));
        var usages = bodies.Select(body => body.GetProperty("usage")).ToList();
        Assert.Single(usages, usage => Cached(usage) == 0);
        var cached = usages.Max(Cached);
        Assert.Equal(0, cached % 128);
        Assert.All(usages, usage => Assert.InRange(usage.GetProperty("input_tokens").GetInt32(), cached, cached + 200));
        Assert.Equal(19 * cached, batch.GetProperty("usage").GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32());
    }

    [Fact]
    public async Task The_last_text_of_the_user_is_what_the_teacher_gets()
    {
        await using var server = await TestServer.StartAsync();
        var constant = new string('c', 2000);
        for (var i = 0; i < 2; i++)
        {
            var reply = await server.PostAsync("responses", $$"""
                {"model": "gpt-5", "input": [{"role": "user", "content": [{"type": "input_text", "text": "{{constant}}"},
                 {"text": "scenario \uD55C {{i}}", "type": "input_text"}]}, {"content": "note", "role": "developer"}]}
                """);
            Assert.Equal($"answer to scenario 한 {i}", Text(reply.Json));
        }
    }

    [Theory]
    [InlineData("""{"input":"hi"}""", 400, "model")]
    [InlineData("""{"model":"gpt-5"}""", 400, "input")]
    [InlineData("""{"model":"gpt-5","input":[]}""", 400, "input")]
    [InlineData("""{"model":"gpt-5","input":"hi","stream":true}""", 400, "stream")]
    [InlineData("""{"model":"gpt-5","input":"hi","max_output_tokens":0}""", 400, "max_output_tokens")]
    [InlineData("""{"model":"no-such-model","input":"hi"}""", 404, "model")]
    [InlineData("""{"model":"gpt-5","input":"\ud800"}""", 400, null)]
    [InlineData("""{"model":"gpt-5",""", 400, null)]
    [InlineData("""[]""", 400, null)]
    public async Task A_wrong_call_is_refused(string body, int status, string? param)
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.PostAsync("responses", body);

        Assert.Equal(status, reply.Status);
        Assert.Equal(param, reply.Json.GetProperty("error").GetProperty("param").GetString());
    }

    private static int Cached(JsonElement usage) => usage.GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32();

    private static string Text(JsonElement response) => response.GetProperty("output").EnumerateArray()
        .Single(item => item.GetProperty("type").GetString() == "message").GetProperty("content")[0].GetProperty("text").GetString()!;
}
