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
    public const string Truncated = "truncated";
    public const string ContentFilter = "content_filter";
    public const string Refused = "refused";
    public const string Empty = "empty";
    public const string NotCompleted = "not_completed";
    public const string UnknownShape = "unknown_shape";
    public const string BatchFailed = "batch_failed";

    /// <summary>Results nobody asked for, or a second time. They are told of, but are no request's fate.</summary>
    public const string UnknownId = "unknown_custom_id";
    public const string Duplicate = "duplicate_result";

    /// <summary>The <c>error</c> of a line: an object, or with vLLM's <c>run-batch</c> a string or a wrapped object.</summary>
    public static ResultFailure OfLine(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object) return new ResultFailure("error", error.ToString());
        if (error.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object) error = inner;
        return new ResultFailure(Text(error, "code") ?? "error", Text(error, "message") ?? error.GetRawText());
    }

    public static ResultFailure OfStatus(int status, WireObject? body)
    {
        if (status == 0) return new ResultFailure(NoResponse, "The service gave this request no answer (status 0).");
        var error = body?.Members.GetValueOrDefault("error") ?? default;
        var message = error.ValueKind == JsonValueKind.Object ? Text(error, "message") : null;
        return new ResultFailure($"http_{status.ToString(CultureInfo.InvariantCulture)}", message ?? $"The service answered {status}.");
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
