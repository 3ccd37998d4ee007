using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using global::OpenAI;
using global::OpenAI.Batch;
using global::OpenAI.Files;

namespace CallForge.OpenAI;

/// <summary>
/// Files and batches of an OpenAI-compatible service, through the official SDK's protocol methods and our own records
/// of the wire. Reading and uploading are retried by the SDK; creating a batch costs money and never is.
/// </summary>
internal sealed class BatchApi
{
    /// <summary>A transfer that moves no byte for this long has stalled. There is no limit on its whole time.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(100);

    private readonly OpenAIFileClient _files;
    private readonly BatchClient _batches;
    private readonly BatchClient _batchCreation;

    /// <param name="time">By which the SDK waits before it tries again.</param>
    public BatchApi(Uri baseUrl, string apiKey, TimeProvider time)
    {
        BaseUrl = baseUrl;
        var credential = new ApiKeyCredential(apiKey);
        _files = new OpenAIFileClient(credential, new OpenAIClientOptions { Endpoint = baseUrl, NetworkTimeout = Timeout.InfiniteTimeSpan, RetryPolicy = new Retries(time) });
        _batches = new BatchClient(credential, new BatchClientOptions { Endpoint = baseUrl, RetryPolicy = new Retries(time) });
        _batchCreation = new BatchClient(credential, new BatchClientOptions { Endpoint = baseUrl, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
    }

    public Uri BaseUrl { get; }

    /// <param name="open">Opens the content; what it returns is read once for each try, and the action it is given tells that it moves.</param>
    public async Task<FileObject> UploadAsync(Func<Action<long>, Stream> open, string filename, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(StallTimeout);
        await using var content = open(_ => stall.CancelAfter(StallTimeout));
        var result = await CallAsync("upload", () => _files.UploadFileAsync(content, filename, FileUploadPurpose.Batch, stall.Token), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FileObject);
    }

    public async Task<FileObject> GetFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("read the file's size", () => _files.GetFileAsync(fileId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FileObject);
    }

    /// <summary>The uploaded batch inputs, newest first: up to 10,000, which is all the service tells at once.</summary>
    public async Task<IReadOnlyList<FileObject>> ListInputFilesAsync(CancellationToken cancellationToken)
    {
        var result = await CallAsync("list the files", () => _files.GetFilesAsync("batch", With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FilePage).Data;
    }

    /// <summary>A file that is gone already is as good as deleted.</summary>
    public async Task DeleteFileAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync("delete the file", () => _files.DeleteFileAsync(fileId, With(cancellationToken)), cancellationToken);
        }
        catch (ApiFailure failure) when (failure.Status == 404)
        {
        }
    }

    public async Task<Batch> CreateBatchAsync(
        string inputFileId, string endpoint, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var request = new NewBatch(inputFileId, endpoint, "24h", metadata);
        var body = BinaryContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(request, OpenAIJson.Default.NewBatch)));
        var operation = await CallAsync("create the batch",
            () => _batchCreation.CreateBatchAsync(body, waitUntilCompleted: false, With(cancellationToken)), cancellationToken);
        return Parse(operation.GetRawResponse(), OpenAIJson.Default.Batch);
    }

    public async Task<Batch> GetBatchAsync(string batchId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("read the batch", () => _batches.GetBatchAsync(batchId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.Batch);
    }

    public async Task<Batch> CancelBatchAsync(string batchId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("cancel the batch", async () =>
            await (await CreateBatchOperation.RehydrateAsync(_batches, batchId, cancellationToken)).CancelAsync(With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.Batch);
    }

    /// <summary>Newest first.</summary>
    public async IAsyncEnumerable<Batch> ListBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = _batches.GetBatchesAsync(after: null, limit: 100, With(cancellationToken)).GetRawPagesAsync().GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await CallAsync("list the batches", () => pages.MoveNextAsync().AsTask(), cancellationToken))
                foreach (var batch in Parse(pages.Current.GetRawResponse(), OpenAIJson.Default.BatchPage).Data) yield return batch;
        }
    }

    /// <summary>Appends to <paramref name="destination"/> what it lacks of a file, or all anew if the service does not send the rest alone.</summary>
    public async Task DownloadAsync(string fileId, Stream destination, CancellationToken cancellationToken)
    {
        var options = With(cancellationToken);
        options.BufferResponse = false;
        if (destination.Length > 0) options.SetHeader("Range", $"bytes={destination.Length}-");
        options.ErrorOptions = ClientErrorBehaviors.NoThrow; // To the SDK, 206 is an error.
        var result = await CallAsync("download the file", () => _files.DownloadFileAsync(fileId, options), cancellationToken);
        if (result.GetRawResponse() is { Status: >= 300 } response) throw ApiFailure.Of("download the file", BaseUrl, await ClientResultException.CreateAsync(response));
        if (result.GetRawResponse().Status != 206) destination.SetLength(0);
        destination.Position = destination.Length;
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var content = result.GetRawResponse().ContentStream!;
        var buffer = new byte[1 << 18];
        await CallAsync("download the file", async () =>
        {
            for (var read = -1; read != 0;)
            {
                stall.CancelAfter(StallTimeout);
                read = await content.ReadAsync(buffer, stall.Token);
                await destination.WriteAsync(buffer.AsMemory(0, read), stall.Token);
            }

            return true;
        }, cancellationToken);
    }

    private sealed class Retries(TimeProvider time) : ClientRetryPolicy
    {
        protected override Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);
    }

    private static RequestOptions With(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };

    private static T Parse<T>(PipelineResponse response, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Content, type)!;
        }
        catch (JsonException exception)
        {
            throw new ApiFailure($"The service's answer is not the JSON that is expected ({exception.Message.TrimEnd('.')}); check --base-url.", response.Status, null, null, exception);
        }
    }

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
    }
}
