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
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("""{"custom_id":5}""")]
    public void A_line_without_an_id_is_malformed_and_nothing_worse(string line) =>
        Assert.Equal((null, ResultFailure.MalformedLine), (Parse(line).CustomId, Parse(line).Failure?.Reason));

    private static ResultLine Parse(string line) => ResultLine.Parse(Encoding.UTF8.GetBytes(line.Replace("MESSAGE", Message, StringComparison.Ordinal)));
}
