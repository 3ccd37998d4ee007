using System.Text.Json;

namespace CallForge.Hub;

/// <summary>A call of the Hub that did not succeed.</summary>
/// <param name="status">HTTP status; 0 if there was no answer.</param>
/// <param name="code">What the Hub names it, such as <c>RepoNotFound</c>.</param>
/// <param name="retryAfter">How long the Hub asks to wait.</param>
internal sealed class HubFailure(string reason, string advice, int status, string? code = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"{reason}; {advice}.", inner)
{
    /// <summary>The sentence without what to do next.</summary>
    public string Reason { get; } = reason;

    public int Status { get; } = status;

    public string? Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => Status is 0 or 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Whether the Hub may have done what it was asked to, or may yet.</summary>
    public bool IsUnclear => Status is 0 or 408 or >= 500;

    public static async Task<HubFailure> OfAsync(HubCall call, HttpResponseMessage response, HubSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var host = response.RequestMessage!.RequestUri!.Host;
        var code = ErrorText.Header(response, "X-Error-Code");
        var said = await ErrorText.ReadAsync(response, settings.Token, cancellationToken);
        var reason = $"Cannot {call.What}: {host} answered {status}{(said is null ? "" : $" '{said}'")}";
        return new HubFailure(reason, AdviceFor(status, code, call.WithToken), status, code, RateLimit.Wait(response, time));
    }

    public static HubFailure Unreachable(string what, Uri url, Exception exception, TimeProvider time) => new(
        $"Cannot {what}: no answer from {url.Host} ({Network.ReasonOf(exception, time)})", "check the network and HF_ENDPOINT, then run the command again", 0, inner: exception);

    /// <summary>The endpoint sent the call on to another address, which the token is not for.</summary>
    public static HubFailure Redirected(HubCall call, Uri url, int status) => new(
        $"Cannot {call.What}: {AddressOf(call.Url)} sends on to {AddressOf(url)}, and the token is given to no other address than HF_ENDPOINT",
        $"if that is the Hub you mean, set HF_ENDPOINT to {AddressOf(url)}", status);

    private static string AddressOf(Uri url) => url.GetLeftPart(UriPartial.Authority);

    public static HubFailure NotUnderstood(string what, Uri url, JsonException exception) =>
        new($"Cannot {what}: the answer of {url.Host} is not that of a Hub", "check HF_ENDPOINT, then run the command again", 0, inner: exception);

    /// <param name="isHub">Or else an address of storage, which knows no token.</param>
    private static string AdviceFor(int status, string? code, bool isHub) => status switch
    {
        401 or 403 or 404 when !isHub => "the address it was sent to does not work any more: run the command again",
        401 => "the token is not accepted: set HF_TOKEN to a valid one from https://huggingface.co/settings/tokens, or run hf auth login",
        402 => "the account has no room for it: see its plan and its storage on the Hub",
        403 => "the token may not do that: give it write access to this repository at https://huggingface.co/settings/tokens",
        404 when code == "RevisionNotFound" => "make that branch on the Hub first, or leave --revision out",
        404 => "check --repo, and that the token may see it",
        409 or 412 => "somebody else is changing the repository: run the command again",
        413 => "it is too large for the Hub: make the dataset smaller",
        429 => "too many calls were made: wait some minutes, then run the command again",
        >= 500 => "the Hub has a problem: see https://status.huggingface.co, then run the command again",
        _ => "see to that, then run the command again",
    };
}
