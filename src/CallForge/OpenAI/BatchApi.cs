using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using global::OpenAI;
using global::OpenAI.Batch;
using global::OpenAI.Files;

namespace CallForge.OpenAI;

/// <summary>
/// Files and batches of an OpenAI-compatible service, through the official SDK's protocol methods and our own records
/// of the wire. Reading and uploading are retried by the SDK; creating a batch costs money and never is.
/// </summary>
internal sealed partial class BatchApi
{
    private const int MaxPages = 1000;
    private const int PageLength = 100;

    /// <summary>No call is waited for longer, and no transfer that moves no byte; as a whole a transfer may take its time.</summary>
    private readonly TimeSpan _patience;
    private readonly OpenAIFileClient _files;
    private readonly OpenAIFileClient _transfers;
    private readonly BatchClient _batches;
    private readonly BatchClient _batchCreation;
    private readonly Oddities _odd;

    /// <param name="time">By which the SDK waits before it tries again.</param>
    /// <param name="patience">How long a call may take, or a transfer stand still; null for a time that suits a slow service.</param>
    /// <param name="odd">Told of what the service says in another way than the API does; null if nobody is.</param>
    public BatchApi(Uri baseUrl, ServiceAccount account, TimeProvider time, TimeSpan? patience = null, Oddities? odd = null)
    {
        (BaseUrl, _patience, _odd) = (baseUrl, patience ?? TimeSpan.FromSeconds(100), odd ?? Oddities.Unreported);
        var credential = account.Credential;
        _files = new OpenAIFileClient(credential, account.In(new OpenAIClientOptions { Endpoint = baseUrl, NetworkTimeout = _patience, RetryPolicy = new Retries(time) }));
        _transfers = new OpenAIFileClient(credential, account.In(new OpenAIClientOptions { Endpoint = baseUrl, NetworkTimeout = Timeout.InfiniteTimeSpan, RetryPolicy = new Retries(time) }));
        _batches = new BatchClient(credential, account.In(new BatchClientOptions { Endpoint = baseUrl, NetworkTimeout = _patience, RetryPolicy = new Retries(time) }));
        _batchCreation = new BatchClient(credential, account.In(new BatchClientOptions { Endpoint = baseUrl, NetworkTimeout = _patience, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) }));
    }

    public Uri BaseUrl { get; }

    public async Task<Batch> CreateBatchAsync(
        string inputFileId, string endpoint, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var request = new NewBatch(inputFileId, endpoint, "24h", metadata);
        var body = BinaryContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(request, OpenAIJson.Default.NewBatch)));
        var operation = await CallAsync("create the batch",
            () => _batchCreation.CreateBatchAsync(body, waitUntilCompleted: false, With(cancellationToken)), cancellationToken);
        return Parse(operation.GetRawResponse(), ReadBatch);
    }

    public async Task<Batch> GetBatchAsync(string batchId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("read the batch", () => _batches.GetBatchAsync(batchId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), ReadBatch);
    }

    public async Task<Batch> CancelBatchAsync(string batchId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("cancel the batch", async () =>
            await (await CreateBatchOperation.RehydrateAsync(_batches, batchId, cancellationToken)).CancelAsync(With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), ReadBatch);
    }

    /// <summary>Newest first, as a rule.</summary>
    /// <exception cref="ApiFailure">A page cannot be had, or there seem to be more than the service gives: who has read to the end has read all.</exception>
    public async IAsyncEnumerable<Batch> ListBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (isMore, last) = (true, (string?)null);
        // A service that never tells the last page must not be read for ever.
        for (var page = 0; isMore && page < MaxPages; page++)
        {
            var read = await ReadPageAsync(last, cancellationToken);
            foreach (var batch in read.Data) yield return batch;
            isMore = read.HasMore;
            if (read.Data.Count == 0 || read.Data[^1].Id == last) break;
            last = read.Data[^1].Id;
        }

        if (isMore) throw new ApiFailure($"Cannot list the batches: {BaseUrl.Host} tells of more and does not give them; run the command again later.", 200, null, null, null);
    }

    /// <summary>One at a time: the SDK goes from page to page by keys that some services leave out.</summary>
    private async Task<ReportedPage<Batch>> ReadPageAsync(string? after, CancellationToken cancellationToken)
    {
        var pages = _batches.GetBatchesAsync(after, PageLength, With(cancellationToken)).GetRawPagesAsync().GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            await CallAsync("list the batches", () => pages.MoveNextAsync().AsTask(), cancellationToken);
            return Parse(pages.Current.GetRawResponse(), reported => ReportedPage<Batch>.Read(reported, PageLength, entry => ReadBatch(entry) is { InputFileId.Length: > 0 } batch ? batch : null));
        }
    }

    private Batch? ReadBatch(JsonElement reported) => Batch.Read(reported, _odd);

    private sealed class Retries(TimeProvider time) : ClientRetryPolicy
    {
        protected override bool ShouldRetry(PipelineMessage message, Exception? exception) =>
            base.ShouldRetry(message, exception) && !IsOutOfCredit(message);

        protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
            await base.ShouldRetryAsync(message, exception) && !IsOutOfCredit(message);

        private static bool IsOutOfCredit(PipelineMessage message) => message.Response is { Status: 429 } response && ApiFailure.ErrorOf(response) is { IsOutOfCredit: true };

        /// <summary>Whatever a <c>retry-after</c> asks for: a day would look like a hang.</summary>
        private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

        protected override Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) =>
            Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
    }

    private static RequestOptions With(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };

    /// <param name="read">Null if what nothing can do without is not there.</param>
    private T Parse<T>(PipelineResponse response, Func<JsonElement, T?> read) where T : class
    {
        try
        {
            using var body = JsonDocument.Parse(response.Content.ToMemory());
            return read(body.RootElement) ?? throw new JsonException("something is missing in it");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(response.Status, exception);
        }
    }

    private ApiFailure Unreadable(int status, Exception exception) =>
        new($"The service's answer is not the JSON that is expected ({exception.Message.TrimEnd('.')}); check --base-url{ApiFailure.VersionHint(BaseUrl)}.", status, null, null, exception);

    private async Task<T> CallAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (ClientResultException exception)
        {
            throw ApiFailure.Of(what, BaseUrl, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AggregateException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw ApiFailure.Unreachable(what, BaseUrl, exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Unreadable(200, exception); // The SDK looks into some answers itself.
        }
    }
}
