using System.Globalization;
using System.Text;
using CallForge.OpenAI;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Faults;

/// <summary>Errors in the words of the real service; <c>docs/local-server.md</c> says where each is from.</summary>
internal static class RehearsedRefusals
{
    /// <summary>The limit of the recorded text (gpt-4o-mini, tier 1).</summary>
    public const long RecordedTokenLimit = 2_000_000;

    public static Refusal RateLimited { get; } = new(429, new ApiError(
        "Rate limit reached for gpt-5 in organization org-local on tokens per min (TPM): Limit 30000, Used 28039, Requested 6906. "
            + "Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more.",
        "tokens", null, "rate_limit_exceeded"));

    public static Refusal ServerError { get; } = Refusal.ServerError("The server had an error while processing your request. Sorry about that!");

    public static Refusal TooLong { get; } = Refusal.BadRequest(
        "This model's maximum context length is 128000 tokens. However, you requested 1000024 tokens (24 in the messages, 1000000 in the "
            + "completion). Please reduce the length of the messages or completion.",
        "messages", "context_length_exceeded");

    public static Refusal BillingLimit { get; } = Refusal.BadRequest("Billing hard limit has been reached", code: "billing_hard_limit_reached");

    public static Refusal NotProcessed { get; } = Refusal.BadRequest("The input file is not in a processed state yet.", "input_file_id", "invalidPayload");

    /// <summary>An error in the form of vLLM before 0.10, or of FastAPI: no envelope of OpenAI's.</summary>
    public static async Task WriteForeignAsync(string fault, HttpContext context)
    {
        context.Response.StatusCode = fault == "flat-error" ? 400 : 422;
        await context.ReplyAsync(Encoding.UTF8.GetBytes(fault == "flat-error"
            ? """{"object": "error", "message": "The server does not take this call now.", "type": "BadRequestError", "param": null, "code": 400}"""
            : """{"detail": [{"type": "value_error", "loc": ["body", "endpoint"], "msg": "The server does not take this call now.", "input": null}]}"""));
    }

    public static BatchError TokenLimit(string model, long limit) => new(
        "token_limit_exceeded", null,
        $"Enqueued token limit reached for {model} in organization org-local. Limit: {limit.ToString("N0", CultureInfo.InvariantCulture)} "
            + "enqueued tokens. Please try again once some in_progress batches have been completed.",
        null);

    public static Refusal NotFound(string call, string[] path) => call switch
    {
        "get" or "cancel" => Refusal.NotFound($"No batch found with id '{path[3]}'."),
        "file" or "download" or "delete" => Refusal.NotFound($"No such File object: {path[3]}", "id"),
        _ => Refusal.NotFound($"Invalid URL ({string.Join('/', path)})"),
    };
}
