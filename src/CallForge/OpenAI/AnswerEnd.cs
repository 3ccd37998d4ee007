using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// Whether a chat completion has ended, by its <c>finish_reason</c>: an open set, to which every engine adds words. One
/// that is not known as the end of an answer is none.
/// </summary>
internal static class ChatEnd
{
    public static ResultFailure? FailureOf(string? finishReason) => finishReason?.Trim().ToLowerInvariant() switch
    {
        "stop" or "end_turn" or "eos" or "eos_token" or "stop_sequence" => null,
        "length" or "max_tokens" or "max_output_tokens" or "max_completion_tokens" or "model_length" or "model_context_window_exceeded" =>
            new ResultFailure(ResultFailure.Truncated, $"The answer was cut at {(finishReason == "length" ? "max_completion_tokens" : finishReason)}."),
        "content_filter" or "content_filtered" or "safety" => new ResultFailure(ResultFailure.ContentFilter, "The answer was cut by the content filter."),
        "refusal" => new ResultFailure(ResultFailure.Refused, "The model refused."),
        null or "" => new ResultFailure(ResultFailure.NotCompleted, "The answer does not say that it has ended: it has no finish_reason."),
        _ => new ResultFailure(ResultFailure.NotCompleted, $"The answer ended with finish_reason '{ServiceSentence.Excerpt(finishReason!, 60)}', which is not known as the end of an answer."),
    };
}

/// <summary>Whether a response has ended, by its <c>status</c>.</summary>
internal static class ResponseEnd
{
    public static ResultFailure? FailureOf(WireObject body)
    {
        var (status, details) = (body.Text("status"), body.Members.GetValueOrDefault("incomplete_details"));
        if (status is "completed" or null or "" && ServiceSentence.IsEmpty(details)) return null; // Without one, the message must say it.
        var reason = ContentParts.StringOf(details, "reason");
        if (ChatEnd.FailureOf(reason) is { Reason: ResultFailure.Truncated or ResultFailure.ContentFilter } cut) return cut;
        var error = body.Members.GetValueOrDefault("error");
        var why = (error.ValueKind == JsonValueKind.Undefined ? null : ServiceSentence.Read(error)?.Message) ?? reason ?? "no reason given";
        return new ResultFailure(ResultFailure.NotCompleted, $"The response is '{ServiceSentence.Excerpt(status ?? "incomplete", 60)}': {why.TrimEnd('.')}.");
    }
}
