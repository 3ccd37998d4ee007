using System.Globalization;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>Why a request has no usable result.</summary>
/// <param name="Reason">One of the words below, the wire's own error code, or <c>http_</c> and the status.</param>
internal sealed record ResultFailure(string Reason, string Message)
{
    public const string MalformedLine = "malformed_line";
    public const string NoResponse = "no_response";
    public const string Missing = "missing";

    /// <summary>Its answer is in a file that cannot be had now: paid for, and to be asked for again at no cost.</summary>
    public const string Unavailable = "unavailable";
    public const string Truncated = "truncated";
    public const string ContentFilter = "content_filter";
    public const string Refused = "refused";
    public const string Empty = "empty";
    public const string SeveralMessages = "several_messages";
    public const string NotCompleted = "not_completed";
    public const string UnknownShape = "unknown_shape";
    public const string BatchFailed = "batch_failed";

    /// <summary>Results nobody asked for, or a second time. They are told of, but are no request's fate.</summary>
    public const string UnknownId = "unknown_custom_id";
    public const string Duplicate = "duplicate_result";

    /// <summary>The <c>error</c> of a line: an object, or with vLLM's <c>run-batch</c> a string or a wrapped object.</summary>
    public static ResultFailure OfLine(JsonElement error)
    {
        var said = ServiceSentence.Read(error);
        // A code of digits is a status that some services repeat; the reasons of the books are words.
        var code = said?.Code ?? (error.ValueKind == JsonValueKind.Object ? Scalar(error, "code") : null);
        return new ResultFailure(
            code is null ? "error" : code.All(char.IsAsciiDigit) ? $"http_{code}" : code, said?.Message ?? ServiceSentence.Excerpt(error.GetRawText(), 300));
    }

    public static ResultFailure OfStatus(int status, WireObject response)
    {
        if (status == 0) return new ResultFailure(NoResponse, "The service gave this request no answer (status 0).");
        var message = ServiceSentence.Read(response.Object("body") is { } body ? body.AsElement() : response.Members.GetValueOrDefault("body"))?.Message;
        return new ResultFailure($"http_{status.ToString(CultureInfo.InvariantCulture)}", message ?? $"The service answered {status}.");
    }

    public static ResultFailure OfShape(string message) => new(UnknownShape, message);

    private static string? Scalar(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? ServiceSentence.Excerpt(value.ToString(), 100) : null;
}
