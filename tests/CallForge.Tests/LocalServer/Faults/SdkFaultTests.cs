using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;
using Xunit;

namespace CallForge.Tests.LocalServer.Faults;

/// <summary>What the official client makes of the faults; it retries three times unless told otherwise.</summary>
public sealed class SdkFaultTests
{
    [Theory]
    [InlineData("rate-limited=create:3@0", 1)]
    [InlineData("server-error=create:1", 1)]
    [InlineData("dropped-before=create:1", 1)]
    [InlineData("dropped-after=create:1", 2)] // Retried like the others: the lost reply is a second paid batch.
    public async Task A_creation_is_retried_in_silence(string fault, int batches)
    {
        await using var server = await TestServer.StartFaultyAsync(fault);

        var operation = await CreateAsync(Batches(server));

        Assert.StartsWith("batch_", operation.BatchId, StringComparison.Ordinal);
        Assert.Equal(batches, (await server.GetAsync("batches")).Json.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("rate-limited=create:4@0", 429)]
    [InlineData("token-limit-on-create", 400)]
    public async Task A_creation_fails_with_its_status_when_no_retry_is_left_or_worth_it(string fault, int status)
    {
        await using var server = await TestServer.StartFaultyAsync(fault);

        var failure = await Assert.ThrowsAsync<ClientResultException>(() => CreateAsync(Batches(server)));

        Assert.Equal(status, failure.Status);
        Assert.Empty((await server.GetAsync("batches")).Json.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_client_without_retries_sees_each_fault_once()
    {
        await using var server = await TestServer.StartFaultyAsync("server-error=create:1", "dropped-after=create:2nd");
        var batches = Batches(server, maximumRetries: 0);

        Assert.Equal(500, (await Assert.ThrowsAsync<ClientResultException>(() => CreateAsync(batches))).Status);
        var cut = await Assert.ThrowsAsync<ClientResultException>(() => CreateAsync(batches));

        Assert.Equal(0, cut.Status);
        Assert.Single((await server.GetAsync("batches")).Json.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_denied_batch_is_a_404_and_not_retried()
    {
        await using var server = await TestServer.StartFaultyAsync("not-found=get:1");
        var batches = Batches(server);
        var id = (await CreateAsync(batches)).BatchId;

        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => batches.GetBatchAsync(id, new RequestOptions()))).Status);
        Assert.Equal(200, (await batches.GetBatchAsync(id, new RequestOptions())).GetRawResponse().Status);
    }

    [Fact]
    public async Task A_truncated_download_is_fetched_again_but_a_short_one_is_taken_for_whole()
    {
        await using var server = await TestServer.StartFaultyAsync("truncated-download=1", "short-download=3rd");
        var files = new OpenAIFileClient(new ApiKeyCredential("any-key"), new OpenAIClientOptions { Endpoint = server.BaseUrl });
        var id = (await server.UploadAsync(new string('a', 1000))).Id;

        var cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal(1000, (await files.DownloadFileAsync(id, cancellationToken)).Value.ToMemory().Length);
        Assert.Equal(500, (await files.DownloadFileAsync(id, cancellationToken)).Value.ToMemory().Length);
    }

    [Fact]
    public async Task Error_lines_and_partial_files_are_downloaded_as_they_are()
    {
        await using var server = await TestServer.StartFaultyAsync("expired@0.5", "status-0=all");
        var files = new OpenAIFileClient(new ApiKeyCredential("any-key"), new OpenAIClientOptions { Endpoint = server.BaseUrl });
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Requests.Lines(4))));
        OpenAIFile file = await files.UploadFileAsync(input, "in.jsonl", FileUploadPurpose.Batch, TestContext.Current.CancellationToken);

        var operation = await CreateAsync(Batches(server), file.Id);
        var batch = await server.EndOfAsync(operation.BatchId);
        BinaryData errors = await files.DownloadFileAsync(batch.GetProperty("error_file_id").GetString(), TestContext.Current.CancellationToken);

        var lines = errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("expired", batch.GetProperty("status").GetString());
        Assert.Equal(2, lines.Count(line => line.GetProperty("response").ValueKind == JsonValueKind.Null));
        Assert.Equal(2, lines.Count(line => line.GetProperty("response") is { ValueKind: JsonValueKind.Object } response && response.GetProperty("status_code").GetInt32() == 0));
    }

    private static BatchClient Batches(TestServer server, int maximumRetries = 3) =>
        new(new ApiKeyCredential("any-key"), new BatchClientOptions { Endpoint = server.BaseUrl, RetryPolicy = new ClientRetryPolicy(maximumRetries) });

    private static Task<CreateBatchOperation> CreateAsync(BatchClient batches, string fileId = "file-x") => batches.CreateBatchAsync(
        BinaryContent.Create(BinaryData.FromString($$"""{"input_file_id":"{{fileId}}","endpoint":"/v1/responses","completion_window":"24h"}""")),
        waitUntilCompleted: false);
}
