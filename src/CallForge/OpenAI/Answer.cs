using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// The text of a response body, of <c>/v1/responses</c> or <c>/v1/chat/completions</c>, or why it cannot be used. Only
/// what says that it has ended has: words that are not known as an end are none.
/// </summary>
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
            return new Answer(null, null, ResultFailure.OfShape($"The body is not the JSON that is expected ({exception.Message.TrimEnd('.')})."), null);
        }
    }

    public static Answer Read(WireObject? body)
    {
        if (body is null) return new Answer(null, null, ResultFailure.OfShape("The body is no object."), null);
        var (text, failure) = TextOf(body);
        if (failure is null && string.IsNullOrWhiteSpace(text)) failure = new ResultFailure(ResultFailure.Empty, "The answer has no text.");
        return new Answer(
            body.Text("model"), failure is null ? text : null, failure,
            body.Members.TryGetValue("usage", out var usage) && usage.ValueKind == JsonValueKind.Object ? usage : null);
    }

    private static (string? Text, ResultFailure? Failure) TextOf(WireObject body)
    {
        var isResponse = body.Members.TryGetValue("output", out var output) && output.ValueKind == JsonValueKind.Array;
        // Of a response the status decides, of which an error is but the reason.
        if (isResponse && ResponseEnd.FailureOf(body) is { } notEnded) return (null, notEnded);
        if (body.Members.TryGetValue("error", out var error) && !ServiceSentence.IsEmpty(error)) return (null, ResultFailure.OfLine(error));
        if (isResponse) return ResponseMessages.TextOf(output, isEnded: body.Text("status") == "completed");
        if (body.Members.TryGetValue("choices", out var choices) && choices.ValueKind == JsonValueKind.Array) return ReadChat(choices);
        return (null, ResultFailure.OfShape(
            ServiceSentence.Read(body.AsElement()) is { } said ? $"The body has neither output nor choices, and says '{said.Message}'." : "The body has neither output nor choices."));
    }

    private static (string? Text, ResultFailure? Failure) ReadChat(JsonElement choices)
    {
        var choice = choices.EnumerateArray().FirstOrDefault();
        if (choice.ValueKind != JsonValueKind.Object || !choice.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            return (null, ResultFailure.OfShape("The body has no choice with a message."));
        var parts = ContentParts.Of(message);
        if ((ContentParts.StringOf(message, "refusal") is { Length: > 0 } refusal ? refusal : parts.Refusal) is { } refused) return (null, new ResultFailure(ResultFailure.Refused, refused));
        return ChatEnd.FailureOf(ContentParts.StringOf(choice, "finish_reason")) is { } notEnded ? (null, notEnded) : (parts.Text, null);
    }
}
