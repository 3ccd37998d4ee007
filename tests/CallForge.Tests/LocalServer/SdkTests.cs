using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class SdkTests
{
    [Fact]
    public async Task The_official_client_uploads_creates_polls_lists_and_downloads()
    {
        await using var server = await TestServer.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var key = new ApiKeyCredential("any-key");
        var files = new OpenAIFileClient(key, new OpenAIClientOptions { Endpoint = server.BaseUrl });
        var batches = new BatchClient(key, new BatchClientOptions { Endpoint = server.BaseUrl });
        using var input = new MemoryStream([.. Requests.Lines(3).SelectMany(line => System.Text.Encoding.UTF8.GetBytes(line + "\n"))]);

        OpenAIFile file = await files.UploadFileAsync(input, "입력.jsonl", FileUploadPurpose.Batch, cancellationToken);
        var body = BinaryContent.Create(BinaryData.FromString(
            $$"""{"input_file_id":"{{file.Id}}","endpoint":"/v1/responses","completion_window":"24h"}"""));
        var operation = await batches.CreateBatchAsync(body, waitUntilCompleted: false);
        var end = await server.EndOfAsync(operation.BatchId);
        var batch = JsonDocument.Parse((await batches.GetBatchAsync(operation.BatchId, new RequestOptions())).GetRawResponse().Content).RootElement;
        BinaryData output = await files.DownloadFileAsync(end.GetProperty("output_file_id").GetString(), cancellationToken);

        Assert.Equal("입력.jsonl", file.Filename);
        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(3, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var ids = new List<string>();
        await foreach (var job in batches.GetBatchesAsync(new BatchCollectionOptions { PageSizeLimit = 1 }, cancellationToken)) ids.Add(job.Id);
        Assert.Equal([operation.BatchId], ids);
        Assert.True((await files.DeleteFileAsync(file.Id, cancellationToken)).Value.Deleted);
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync("fake_id", cancellationToken));
        Assert.Contains("No such File object: fake_id", failure.Message, StringComparison.Ordinal);
    }
}
