using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// The text of a response's <c>output</c>. Items of unknown type are passed over. Of several messages the final one with
/// text counts (<c>phase</c>); where several could be, the one that holds the others. A message that goes on where another
/// ends is half an answer, and half an answer is none.
/// </summary>
internal static class ResponseMessages
{
    private sealed record Message(string Text, string? Phase, string? Status);

    /// <param name="isEnded">Whether the response says that it has ended; else the message must.</param>
    public static (string? Text, ResultFailure? Failure) TextOf(JsonElement output, bool isEnded)
    {
        var messages = new List<Message>();
        foreach (var item in output.EnumerateArray().Where(item => ContentParts.StringOf(item, "type") == "message"))
        {
            var parts = ContentParts.Of(item);
            if (parts.Refusal is { } refusal) return (null, new ResultFailure(ResultFailure.Refused, refusal));
            if (!string.IsNullOrWhiteSpace(parts.Text)) messages.Add(new Message(parts.Text, ContentParts.StringOf(item, "phase"), ContentParts.StringOf(item, "status")));
        }

        if (messages.Count == 0) return (null, null);
        var final = messages.Any(message => message.Phase == "final_answer") ? messages.Where(message => message.Phase == "final_answer") : messages.Where(message => message.Phase is null);
        return final.ToList() switch
        {
            [] => (null, new ResultFailure(ResultFailure.NotCompleted, $"The response has text of the phase '{ServiceSentence.Excerpt(messages[^1].Phase!, 60)}' alone, and no final answer.")),
            [.. var before, var last] when Whole(before, last) is { } whole => whole.Status == "completed" || (whole.Status is null && isEnded)
                ? (whole.Text, null)
                : (null, new ResultFailure(ResultFailure.NotCompleted, whole.Status is { } status ? $"The message is '{ServiceSentence.Excerpt(status, 60)}'." : "Neither the response nor its message says that it has ended.")),
            var several => (null, new ResultFailure(ResultFailure.SeveralMessages, $"The response has {several.Count} messages with text, and none of them holds the others: each may be a piece of the answer.")),
        };
    }

    /// <summary>
    /// The last, if each one before it is its beginning or an attempt at it, which begins with the same line; an earlier
    /// one, if all others are its beginning. Seen were fragments before the whole (opentargets/mira PR #70: 557 of 233,124 lines).
    /// </summary>
    private static Message? Whole(List<Message> before, Message last)
    {
        if (before.Find(one => one.Text.Length > last.Text.Length && before.Append(last).All(other => one.Text.StartsWith(other.Text, StringComparison.Ordinal))) is { } earlier) return earlier;
        return before.TrueForAll(one => last.Text.StartsWith(one.Text, StringComparison.Ordinal) || FirstLine(one.Text) == FirstLine(last.Text)) ? last : null;
    }

    private static string FirstLine(string text) => text.TrimStart().Split('\n', 2)[0].TrimEnd();
}
