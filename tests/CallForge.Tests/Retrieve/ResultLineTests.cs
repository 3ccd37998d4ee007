using System.Text;
using CallForge.OpenAI;
using CallForge.Retrieve;
using Xunit;

namespace CallForge.Tests.Retrieve;

public sealed class ResultLineTests
{
    private const string Message = """{"type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"안녕"}]}""";

    [Theory]
    [InlineData("""{"id":"b","custom_id":"r","response":{"status_code":200,"request_id":"q","body":{"status":"completed","model":"m","output":[{"type":"reasoning","summary":[]},MESSAGE]}},"error":null}""")]
    [InlineData("""{"id": "b", "custom_id": "r", "response": {"status_code": 200, "body": {"status": "completed", "output": [{"type": "message", "content": [{"type": "output_text", "text": "\uc548\ub155"}]}]}}, "error": null}""")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"안"},{"type":"output_text","text":"녕"}]}]}}}""")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"output":[{"type":"message","status":"in_progress","content":[{"type":"output_text","text":"안"}]},{"type":"brand_new"},MESSAGE]}}}""")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"choices":[{"message":{"role":"assistant","content":"안녕","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}},"error":null}""")]
    public void The_text_is_found_however_the_service_writes_it(string line)
    {
        var result = Parse(line);
        Assert.Equal(("r", "안녕", null), (result.CustomId, result.Transcript, result.Failure));
    }

    [Theory]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[MESSAGE]}}}""", "truncated")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}}}""", "content_filter")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"failed","error":{"code":"server_error","message":"x"},"output":[]}}}""", "not_completed")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"no"}]}]}}}""", "refused")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"completed","output":[]}}}""", "empty")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"choices":[{"message":{"content":"안"},"finish_reason":"length"}]}}}""", "truncated")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"choices":[]}}}""", "unknown_shape")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":"text"}}""", "unknown_shape")]
    [InlineData("""{"custom_id":"r","response":{"status_code":400,"request_id":"x","body":{"error":{"message":"too long","code":"context_length_exceeded"}}},"error":null}""", "http_400")]
    [InlineData("""{"custom_id":"r","response":{"status_code":0,"request_id":"","body":{}},"error":null}""", "no_response")]
    [InlineData("""{"custom_id":"r","response":null,"error":{"code":"batch_expired","message":"late"}}""", "batch_expired")]
    [InlineData("""{"custom_id":"r","response":{"status_code":404,"body":null},"error":"URL was used"}""", "error")]
    [InlineData("""{"custom_id":"r","response":null,"error":null}""", "no_response")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"output":[{"ty""", "malformed_line")]
    public void What_cannot_be_used_has_a_reason(string line, string reason)
    {
        var result = Parse(line);
        Assert.Equal(("r", null, reason), (result.CustomId, result.Transcript, result.Failure?.Reason));
    }

    [Theory]
    [InlineData("""{"custom_id":"r","response":{"status_code":"200","body":{"choices":[{"message":{"content":[{"type":"thinking"},{"type":"text","text":"안"},"녕"]},"finish_reason":"stop"}]}},"error":{"code":null,"message":""}}""")]
    [InlineData("""{"custom_id":"r","response":{"body":{"error":{},"choices":[{"message":{"content":"안녕"},"finish_reason":"eos_token"}]}},"error":[]}""")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200.0,"body":{"status":"completed","output":[{"type":"message","phase":"final_answer","content":"안녕"},{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"끝"}]}]}}}""")]
    [InlineData("""{"custom_id":"r","response":{"status_code":200,"body":{"status":"completed","output":[MESSAGE,{"type":"message","content":[]}]}}}""")]
    public void An_oddity_beside_the_answer_is_none_of_the_answer(string line) => Assert.Equal(("안녕", null), (Parse(line).Transcript, Parse(line).Failure));

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"안"},"finish_reason":"brand_new"}]}""", "not_completed", "'brand_new'")]
    [InlineData("""{"choices":[{"message":{"content":"안"},"finish_reason":null}]}""", "not_completed", "no finish_reason")]
    [InlineData("""{"choices":[{"message":{"content":"안"},"finish_reason":"model_length"}]}""", "truncated", "model_length")]
    [InlineData("""{"status":"brand_new","output":[MESSAGE]}""", "not_completed", "'brand_new'")]
    [InlineData("""{"status":"completed","output":[{"type":"message","status":"incomplete","content":[{"type":"output_text","text":"안"}]}]}""", "not_completed", "'incomplete'")]
    [InlineData("""{"output":[{"type":"message","content":[{"type":"output_text","text":"안"}]}]}""", "not_completed", "Neither")]
    [InlineData("""{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"안\n"}]},MESSAGE]}""", "several_messages", "2 messages")]
    [InlineData("""{"status":"completed","output":[{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"안"}]}]}""", "not_completed", "'commentary'")]
    [InlineData("""{"error":{"message":"odd\u001b[31m sentence","code":502}}""", "http_502", "odd [31m sentence")]
    public void What_does_not_say_that_it_ended_has_not(string body, string reason, string said)
    {
        var failure = Parse($$"""{"custom_id":"r","response":{"status_code":200,"body":{{body}}},"error":null}""").Failure!;
        Assert.Equal(reason, failure.Reason);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400", """{"object":"error","message":"Sorry","code":400}""")]
    [InlineData("422", """{"detail":[{"loc":["body"],"msg":"Sorry","type":"x"}]}""")]
    [InlineData("404", """{"detail":"Sorry"}""")]
    [InlineData("429", """{"error":{"code":"TooMany","message":"Sorry","innererror":{"code":"x"}}}""")]
    [InlineData("500", """{"error":"Internal Server Error","message":"Sorry"}""")]
    [InlineData("502", "\"Sorry\"")]
    [InlineData("503", """[{"error":{"code":503,"message":"Sorry","status":"UNAVAILABLE"}}]""")]
    public void The_services_own_sentence_is_found_in_every_form(string status, string body)
    {
        var failure = Parse($$"""{"custom_id":"r","response":{"status_code":{{status}},"body":{{body}}},"error":null}""").Failure!;
        Assert.Equal($"http_{status}", failure.Reason);
        Assert.StartsWith("Sorry", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("""{"custom_id":5}""")]
    public void A_line_without_an_id_is_malformed_and_nothing_worse(string line) =>
        Assert.Equal((null, ResultFailure.MalformedLine), (Parse(line).CustomId, Parse(line).Failure?.Reason));

    private static ResultLine Parse(string line) => ResultLine.Parse(Encoding.UTF8.GetBytes(line.Replace("MESSAGE", Message, StringComparison.Ordinal)));
}
