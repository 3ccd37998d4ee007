using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>The text of a response body, of <c>/v1/responses</c> or <c>/v1/chat/completions</c>, or why it cannot be used.</summary>
internal sealed record Answer(string? Model, string? Text, ResultFailure? Failure, JsonElement? Usage)
{
    /// <summary>The body of a reply, whatever it is.</summary>
    public static Answer Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return Read(WireObject.Read(json));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Answer(null, null, Shape($"The body is not the JSON that is expected ({exception.Message.TrimEnd('.')})."), null);
        }
    }

    public static Answer Read(WireObject? body)
    {
        if (body is null) return new Answer(null, null, Shape("The body is no object."), null);
        var (text, failure) = body.Members.TryGetValue("output", out var output) && output.ValueKind == JsonValueKind.Array
            ? ReadResponse(body, output)
            : body.Members.TryGetValue("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
                ? ReadChat(choices)
                : (null, Shape("The body has neither output nor choices."));
        if (failure is null && string.IsNullOrWhiteSpace(text)) failure = new ResultFailure(ResultFailure.Empty, "The answer has no text.");
        return new Answer(
            StringOf(body, "model"), failure is null ? text : null, failure,
            body.Members.TryGetValue("usage", out var usage) && usage.ValueKind == JsonValueKind.Object ? usage : null);
    }

    /// <summary>
    /// Items of unknown type are passed over. Of several messages the last counts: where that was seen, the ones before
    /// were fragments of it (opentargets/mira PR #70: 557 of 233,124 lines). Parts of one message belong together.
    /// </summary>
    private static (string? Text, ResultFailure? Failure) ReadResponse(WireObject body, JsonElement output)
    {
        if (StringOf(body, "status") is var status and not (null or "completed")) return (null, NotCompleted(body, status));
        var (text, refusal) = ((string?)null, (string?)null);
        foreach (var item in output.EnumerateArray().Where(item => StringOf(item, "type") == "message"))
        {
            if (!item.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) continue;
            var parts = content.EnumerateArray().ToList();
            refusal = parts.Where(part => StringOf(part, "type") == "refusal").Select(part => StringOf(part, "refusal")).FirstOrDefault();
            text = string.Concat(parts.Where(part => StringOf(part, "type") == "output_text").Select(part => StringOf(part, "text")));
        }

        return refusal is null ? (text, null) : (null, new ResultFailure(ResultFailure.Refused, refusal));
    }

    private static ResultFailure NotCompleted(WireObject body, string status)
    {
        var reason = StringOf(body.Members.GetValueOrDefault("incomplete_details"), "reason");
        var error = StringOf(body.Members.GetValueOrDefault("error"), "message");
        return reason switch
        {
            "max_output_tokens" => new ResultFailure(ResultFailure.Truncated, "The answer was cut at max_output_tokens."),
            "content_filter" => new ResultFailure(ResultFailure.ContentFilter, "The answer was cut by the content filter."),
            _ => new ResultFailure(ResultFailure.NotCompleted, $"The response is '{status}': {error ?? reason ?? "no reason given"}."),
        };
    }

    private static (string? Text, ResultFailure? Failure) ReadChat(JsonElement choices)
    {
        var choice = choices.EnumerateArray().FirstOrDefault();
        if (choice.ValueKind != JsonValueKind.Object || !choice.TryGetProperty("message", out var message))
            return (null, Shape("The body has no choice with a message."));
        if (StringOf(message, "refusal") is { Length: > 0 } refusal) return (null, new ResultFailure(ResultFailure.Refused, refusal));
        return StringOf(choice, "finish_reason") switch
        {
            "length" => (null, new ResultFailure(ResultFailure.Truncated, "The answer was cut at max_completion_tokens.")),
            "content_filter" => (null, new ResultFailure(ResultFailure.ContentFilter, "The answer was cut by the content filter.")),
            _ => (StringOf(message, "content"), null),
        };
    }

    private static ResultFailure Shape(string message) => new(ResultFailure.UnknownShape, message);

    private static string? StringOf(WireObject owner, string name) =>
        owner.Members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? StringOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
