using Polly;
using Polly.Retry;

namespace CallForge.Hub;

/// <summary>Makes calls: says who we are to the Hub and to nobody else, tries again what may succeed later, waits as long as it is asked to.</summary>
internal sealed class HubConnection(HttpClient http, HubSettings settings, CommandContext context)
{
    private const int MostRedirects = 5;

    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = context.Time }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<HubFailure>(failure => failure.IsTransient),
        MaxRetryAttempts = 4,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(8),
        DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as HubFailure)?.RetryAfter),
        OnRetry = retry =>
        {
            context.Terminal.Warn($"{((HubFailure)retry.Outcome.Exception!).Reason}. Trying again in {retry.RetryDelay.TotalSeconds:0.#} s.");
            return ValueTask.CompletedTask;
        },
    }).Build();

    public HubSettings Settings => settings;

    /// <summary>What <c>http</c> must be like: it follows nothing and waits for ever, since both is decided here.</summary>
    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>For calls that may be made twice.</summary>
    /// <exception cref="HubFailure">It was not answered with 2xx, and is not going to be.</exception>
    public async Task<T> SendAsync<T>(HubCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(async token => await SendOnceAsync(call, read, token), cancellationToken);

    /// <summary>For calls after which has to be looked what they did.</summary>
    public async Task<T> SendOnceAsync<T>(HubCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(call.Patience);
        try
        {
            using var response = await FollowAsync(call, () => stall.CancelAfter(call.Patience), stall.Token);
            if (!response.IsSuccessStatusCode) throw await FailureOfAsync(call, response, stall.Token);
            return await read(response, stall.Token);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw HubFailure.NotUnderstood(call.What, call.Url, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw HubFailure.Unreachable(call.What, call.Url, exception, context.Time);
        }
    }

    /// <summary>Sent on to another address, a call goes without the token, and is refused for that.</summary>
    private async Task<HubFailure> FailureOfAsync(HubCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var failure = await HubFailure.OfAsync(call, response, settings, context.Time, cancellationToken);
        var url = response.RequestMessage!.RequestUri!;
        return call.WithToken && settings.IsOwn(call.Url) && !settings.IsOwn(url) && failure.Status is 401 or 403 or 404 ? HubFailure.Redirected(call, url, failure.Status) : failure;
    }

    private async Task<HttpResponseMessage> FollowAsync(HubCall call, Action onSent, CancellationToken cancellationToken)
    {
        var url = call.Url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = RequestOf(call, url, onSent);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 307 or 308) || response.Headers.Location is not { } location || redirects == MostRedirects) return response;
            url = new Uri(url, location);
            response.Dispose();
            if (call.Method != HttpMethod.Get && !settings.IsOwn(url))
                throw HubFailure.Redirected(call, url, (int)response.StatusCode);
        }
    }

    private HttpRequestMessage RequestOf(HubCall call, Uri url, Action onSent)
    {
        var request = new HttpRequestMessage(call.Method, url) { Content = call.Content?.Invoke(onSent) };
        request.Headers.UserAgent.ParseAdd($"callforge/{ToolVersion.Current}");
        request.Headers.Accept.ParseAdd(call.Accept);
        if (call.WithToken && settings.IsOwn(url)) settings.Token.AddTo(request);
        return request;
    }
}
