using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>A call to the service that did not succeed.</summary>
/// <param name="status">HTTP status; 0 if there was no answer.</param>
/// <param name="error">What the service said of it, if it did.</param>
/// <param name="retryAfter">How long the service asks to wait.</param>
internal sealed class ApiFailure(string message, int status, ApiError? error, TimeSpan? retryAfter, Exception? inner) : Exception(message, inner)
{
    public int Status { get; } = status;

    public ApiError? Error { get; } = error;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same call may succeed later. One answered with 2xx failed because the answer cannot be read: a proxy's page, say.</summary>
    public bool IsTransient => Status is < 300 or 408 or 409 or 429 or >= 500 && Error is not { IsOutOfCredit: true };

    /// <summary>
    /// Whether the service said no and did nothing. Any other failure leaves open what it did: a 404, or a page that is
    /// nobody's sentence, may be of a proxy that has lost the answer.
    /// </summary>
    public bool IsRefusal => IsOfKey || Status is 413 or 429 || (Status is >= 400 and < 500 and not (404 or 408 or 409) && Error?.Message is not null);

    /// <summary>Whether the key is not good for it: no other try will be.</summary>
    public bool IsOfKey => Status is 401 or 403;

    public static ApiFailure Of(string what, Uri baseUrl, ClientResultException exception)
    {
        if (exception.Status == 0) return Unreachable(what, baseUrl, exception); // So the SDK tells a lost call when it may not retry.
        var error = ErrorOf(exception);
        // The service quotes the key in its 401, so that message is not repeated.
        var message = exception.Status == 401
            ? $"Cannot {what}: {baseUrl.Host} does not accept the API key; check OPENAI_API_KEY in the environment or in .env."
            : $"Cannot {what}: {baseUrl.Host} answered {exception.Status}{(error?.Message is { } text ? $" '{text.Trim()}'" : "")}; {AdviceFor(exception.Status, error, baseUrl)}.";
        return new ApiFailure(message, exception.Status, error, RetryAfterOf(exception.GetRawResponse()), exception);
    }

    /// <summary>What a base URL without <c>/v1</c> is told besides; nothing if it has one.</summary>
    public static string VersionHint(Uri baseUrl) =>
        baseUrl.AbsolutePath.TrimEnd('/').Length == 0 ? $"; the base URL has no path, and services have their calls under one such as {baseUrl.ToString().TrimEnd('/')}/v1: give that as --base-url" : "";

    private static string AdviceFor(int status, ApiError? error, Uri baseUrl) => status switch
    {
        _ when error is { IsOutOfCredit: true } => "the account has no credit left or has reached its limit, and waiting does not change that: see to its billing, then run the command again",
        404 or 405 when VersionHint(baseUrl) is { Length: > 0 } hint => hint[2..],
        _ => "see to that, then run the command again",
    };

    public static ApiFailure Unreachable(string what, Uri baseUrl, Exception exception)
    {
        return new ApiFailure($"Cannot {what}: no answer from {baseUrl} ({ReasonOf(exception)}); check the network and --base-url, then run the command again.", 0, null, null, exception);
    }

    /// <summary>No answer to a call that costs money and may have been carried out.</summary>
    public static ApiFailure Lost(string what, Uri baseUrl, Exception exception) => new(
        $"Cannot {what}: no answer from {baseUrl} ({ReasonOf(exception)}); it was sent once and not again, and is billed if it arrived; check the network and --base-url.", 0, null, null, exception);

    private static string ReasonOf(Exception exception)
    {
        var cause = exception is AggregateException or ClientResultException && exception.InnerException is { } inner ? inner : exception;
        if (cause is HttpRequestException { InnerException: IOException broken }) cause = broken;
        return cause is OperationCanceledException ? "it took too long" : cause.Message.TrimEnd('.');
    }

    // Seconds; the other form of the header, a date, has not been seen from this API.
    private static TimeSpan? RetryAfterOf(PipelineResponse? response) =>
        response?.Headers.TryGetValue("retry-after", out var text) == true
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(Math.Min(seconds, 3600))
                : null;

    private static ApiError? ErrorOf(ClientResultException exception) => exception.GetRawResponse() is { } response ? ErrorOf(response) : null;

    /// <summary>Null if the body says none.</summary>
    public static ApiError? ErrorOf(PipelineResponse response)
    {
        try
        {
            using var body = JsonDocument.Parse(response.Content.ToMemory());
            return ServiceSentence.Read(body.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
