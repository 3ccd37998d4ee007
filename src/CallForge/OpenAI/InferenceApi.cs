using System.ClientModel;
using System.ClientModel.Primitives;
using global::OpenAI;
using global::OpenAI.Chat;
using global::OpenAI.Responses;

namespace CallForge.OpenAI;

/// <summary>
/// One answer at once, of an OpenAI-compatible service, to a body as it stands in a batch line. It is sent once and
/// never again by itself: a request whose reply was lost may have been answered, and would be paid twice.
/// </summary>
internal sealed class InferenceApi(Uri baseUrl, ServiceAccount account)
{
    /// <summary>A model that reasons may take minutes.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    private const int MaxAnswerLength = 1 << 25;

    public Uri BaseUrl => baseUrl;

    public async Task<Answer> AskAsync(Endpoint endpoint, string model, byte[] body, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var options = new RequestOptions { CancellationToken = timeout.Token, BufferResponse = false };
            var result = await SendAsync(endpoint, model, BinaryContent.Create(BinaryData.FromBytes(body)), options);
            using var response = result.GetRawResponse();
            return Answer.Parse(await ReadAsync(response.ContentStream!, timeout.Token));
        }
        catch (ClientResultException exception) when (exception.Status != 0)
        {
            throw ApiFailure.Of("get an answer", baseUrl, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AggregateException or OperationCanceledException or ClientResultException
            && !cancellationToken.IsCancellationRequested)
        {
            throw ApiFailure.Lost("get an answer", baseUrl, exception);
        }
    }

    private Task<ClientResult> SendAsync(Endpoint endpoint, string model, BinaryContent content, RequestOptions options)
    {
        var (credential, once) = (account.Credential, new ClientRetryPolicy(maxRetries: 0));
        return endpoint == Endpoint.Chat
            ? new ChatClient(model, credential, account.In(new OpenAIClientOptions { Endpoint = baseUrl, RetryPolicy = once, NetworkTimeout = Timeout })).CompleteChatAsync(content, options)
            : new ResponsesClient(credential, account.In(new ResponsesClientOptions { Endpoint = baseUrl, RetryPolicy = once, NetworkTimeout = Timeout })).CreateResponseAsync(content, options);
    }

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
            if (read.Length > MaxAnswerLength) throw new IOException($"the answer is longer than {MaxAnswerLength:N0} bytes");
        }

        return read.ToArray();
    }
}
