using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace CallForge.LocalServer.Forwarding;

/// <summary>Sends a body to the teacher, once. The teacher never has more requests at a time than it was given leave for.</summary>
internal sealed class TeacherClient : IDisposable
{
    /// <summary>A line of more than 32 MB is none to our own reader.</summary>
    public const int MaxReplyBytes = 30_000_000;

    /// <summary>A model that reasons, on a machine of one's own, may take minutes.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    private readonly Teacher.Remote _teacher;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _room;

    public TeacherClient(Teacher.Remote teacher)
    {
        _teacher = teacher;
        _room = new SemaphoreSlim(teacher.Concurrency);
        // A redirected call would take the key to wherever it is sent.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) };
        _http = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = MaxReplyBytes };
        if (teacher.Key is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", teacher.Key);
    }

    public async Task<TeacherReply> AskAsync(InferenceEndpoint endpoint, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(UrlOf(endpoint), body, cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _room.Dispose();
    }

    private async Task<TeacherReply> SendAsync(Uri url, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _http.PostAsync(url, content, cancellationToken);
            var reply = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new TeacherReply.Answered((int)response.StatusCode, WithoutKey(reply), response.Content.Headers.ContentType?.ToString(), RetryAfterOf(response.Headers));
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new TeacherReply.Silent("reply_too_large", $"The reply of {url} is longer than {MaxReplyBytes:N0} bytes.", false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It may have worked on it all the time; asked again it would work as long again.
            return new TeacherReply.Silent("request_timeout", $"No reply of {url} within {Timeout.TotalMinutes:0} minutes.", false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return new TeacherReply.Silent("no_answer", $"No answer of {url}: {exception.GetBaseException().Message.TrimEnd('.')}.", true);
        }
    }

    /// <summary><c>/v1</c> is part of the teacher's base URL.</summary>
    private Uri UrlOf(InferenceEndpoint endpoint) => new(_teacher.BaseUrl.ToString().TrimEnd('/') + endpoint.Url["/v1".Length..]);

    /// <summary>Some services quote the key they refuse; it must not come to a file.</summary>
    private byte[] WithoutKey(byte[] reply)
    {
        if (_teacher.Key is null) return reply;
        var key = Encoding.UTF8.GetBytes(_teacher.Key);
        for (var rest = reply.AsSpan(); rest.IndexOf(key) is >= 0 and var start; rest = rest[(start + key.Length)..]) rest.Slice(start, key.Length).Fill((byte)'*');
        return reply;
    }

    // As the official clients read it; the other form of retry-after, a date, has not been seen from these servers.
    private static TimeSpan? RetryAfterOf(HttpResponseHeaders headers) =>
        NumberOf(headers, "retry-after-ms") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
        : NumberOf(headers, "retry-after") is { } seconds ? TimeSpan.FromSeconds(seconds)
        : null;

    private static double? NumberOf(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, 1e6)
            : null;
}
