using System.Diagnostics;
using System.Net.Http.Headers;
using Xunit;

namespace CallForge.Tests.LocalServer.Faults;

public sealed class CallFaultTests
{
    [Fact]
    public async Task A_call_over_the_rate_says_when_to_come_back()
    {
        await using var server = await TestServer.StartFaultyAsync("rate-limited=create:1@7");

        var refused = await server.CreateAsync("file-x");
        var accepted = await server.CreateAsync("file-x");

        Assert.Equal(429, refused.Status);
        Assert.Equal("7", refused.Headers.GetValues("retry-after").Single());
        Assert.Equal("rate_limit_exceeded", refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(200, accepted.Status);
        Assert.Single((await server.GetAsync("batches")).Json.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task An_error_of_the_server_changes_nothing_there()
    {
        await using var server = await TestServer.StartFaultyAsync("server-error=create:2nd");

        int[] statuses = [(await server.CreateAsync("file-x")).Status, (await server.CreateAsync("file-x")).Status, (await server.CreateAsync("file-x")).Status];

        Assert.Equal([200, 500, 200], statuses);
        Assert.Equal(2, (await server.GetAsync("batches")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Every_call_can_fail_twice_before_it_succeeds()
    {
        await using var server = await TestServer.StartFaultyAsync("server-error=any:2-each");

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++) statuses.Add((await server.UploadAsync(Requests.Line("a"))).Status);
        for (var i = 0; i < 3; i++) statuses.Add((await server.CreateAsync("file-x")).Status);
        for (var i = 0; i < 3; i++) statuses.Add((await server.CreateAsync("file-y")).Status);
        for (var i = 0; i < 4; i++) statuses.Add((await server.GetAsync("batches")).Status);

        // A second creation of another input file is a try of the same one: a client that is not sure uploads anew.
        Assert.Equal([500, 500, 200, 500, 500, 200, 200, 200, 200, 500, 500, 200, 200], statuses);
    }

    [Theory]
    [InlineData("dropped-before", 1)]
    [InlineData("dropped-after", 2)]
    public async Task A_connection_is_cut_before_or_after_the_server_acted(string fault, int batches)
    {
        await using var server = await TestServer.StartFaultyAsync($"{fault}=create:2nd");

        Assert.Equal(200, (await server.CreateAsync("file-x")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.CreateAsync("file-x"));

        Assert.Equal(batches, (await server.GetAsync("batches")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_file_whose_upload_was_not_answered_is_there()
    {
        await using var server = await TestServer.StartFaultyAsync("dropped-after=upload");

        await Assert.ThrowsAsync<HttpRequestException>(() => server.UploadAsync(Requests.Line("a")));

        var file = (await server.GetAsync("files")).Json.GetProperty("data").EnumerateArray().Single();
        Assert.Equal(Requests.Line("a"), (await server.GetAsync($"files/{file.GetProperty("id").GetString()}/content")).Text);
    }

    [Fact]
    public async Task What_is_there_can_be_denied()
    {
        await using var server = await TestServer.StartFaultyAsync("not-found", "not-found=download");
        var file = await server.UploadAsync(Requests.Line("a"));
        var batch = await server.CreateAsync(file.Id);

        var noBatch = await server.GetAsync($"batches/{batch.Id}");
        var noFile = await server.GetAsync($"files/{file.Id}/content");

        Assert.Equal((404, $"No batch found with id '{batch.Id}'."), (noBatch.Status, noBatch.Message));
        Assert.Equal((404, $"No such File object: {file.Id}"), (noFile.Status, noFile.Message));
        Assert.Equal(200, (await server.GetAsync($"batches/{batch.Id}")).Status);
        Assert.Equal(200, (await server.GetAsync($"files/{file.Id}/content")).Status);
    }

    [Theory]
    [InlineData("token-limit-on-create", "token_limit_exceeded", "Limit: 2,000,000 enqueued tokens.")]
    [InlineData("billing-limit", "billing_hard_limit_reached", "Billing hard limit")]
    public async Task A_creation_can_be_refused_for_limits(string fault, string code, string message)
    {
        await using var server = await TestServer.StartFaultyAsync(fault);

        var refused = await server.CreateAsync("file-x");

        Assert.Equal(400, refused.Status);
        Assert.Equal(code, refused.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await server.CreateAsync("file-x")).Status);
    }

    [Fact]
    public async Task A_slow_call_is_answered_late_and_the_next_one_at_once()
    {
        await using var server = await TestServer.StartFaultyAsync("slow-call=list:1@0.3");

        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await server.GetAsync("batches")).Status);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.29), $"It took {watch.Elapsed}.");
        Assert.Equal(200, (await server.GetAsync("batches")).Status);
    }

    [Fact]
    public async Task A_share_of_calls_is_hit()
    {
        await using var server = await TestServer.StartFaultyAsync("server-error=list:0.5");

        var failed = 0;
        for (var i = 0; i < 40; i++) failed += (await server.GetAsync("batches")).Status == 500 ? 1 : 0;

        Assert.InRange(failed, 8, 32);
    }

    [Fact]
    public async Task A_download_ends_half_way_through()
    {
        await using var server = await TestServer.StartFaultyAsync("truncated-download=1", "short-download=2nd", "slow-download=3rd@200000");
        var content = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"line {i}\n"));
        var file = await server.UploadAsync(content);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync($"files/{file.Id}/content"));
        var half = await server.GetAsync($"files/{file.Id}/content");
        var watch = Stopwatch.StartNew();
        var whole = await server.GetAsync($"files/{file.Id}/content");

        Assert.Equal((200, content[..(content.Length / 2)]), (half.Status, half.Text));
        Assert.Equal(content, whole.Text);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.4), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_download_can_be_taken_up_where_it_ended()
    {
        await using var server = await TestServer.StartAsync();
        var file = await server.UploadAsync("0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.BaseUrl}/files/{file.Id}/content") { Headers = { Range = new RangeHeaderValue(4, null) } };

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(206, (int)response.StatusCode);
        Assert.Equal("bytes 4-9/10", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal("456789", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
