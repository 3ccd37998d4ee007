using System.Net.Http.Headers;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_without_a_key_or_with_the_wrong_key_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var authorization in new[] { null, new AuthenticationHeaderValue("Bearer", "wrong-key") })
        {
            server.Http.DefaultRequestHeaders.Authorization = authorization;
            var reply = await server.GetAsync("batches");
            Assert.Equal(401, reply.Status);
            Assert.Equal(["message", "type", "param", "code"], reply.Json.GetProperty("error").EnumerateObject().Select(member => member.Name));
            Assert.Equal("invalid_api_key", reply.Json.GetProperty("error").GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData("GET", "nothing", 404, "Invalid URL (GET /v1/nothing)")]
    [InlineData("POST", "files/file-1/parts", 404, "Invalid URL (POST /v1/files/file-1/parts)")]
    [InlineData("PUT", "batches", 405, "Method PUT is not allowed on /v1/batches; allowed: GET, POST.")]
    public async Task An_unknown_address_is_answered_in_the_envelope(string method, string path, int status, string message)
    {
        await using var server = await TestServer.StartAsync();

        var reply = await server.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, reply.Status);
        Assert.Equal(message, reply.Message);
    }

    [Fact]
    public async Task Recorded_headers_are_sent_and_rate_limits_on_inference_only()
    {
        await using var server = await TestServer.StartAsync();

        var list = await server.GetAsync("batches");
        var response = await server.PostAsync("responses", """{"model":"gpt-5","input":"hi"}""");

        Assert.All([list, response], reply =>
        {
            Assert.Equal("2020-10-01", reply.Headers.GetValues("openai-version").Single());
            Assert.True(reply.Headers.Contains("x-request-id"));
            Assert.True(reply.Headers.Contains("openai-processing-ms"));
            Assert.True(reply.Headers.Contains("openai-organization"));
        });
        Assert.DoesNotContain(list.Headers, header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(6, response.Headers.Count(header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Models_are_listed_and_found()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Contains(
            (await server.GetAsync("models")).Json.GetProperty("data").EnumerateArray(), model => model.GetProperty("id").GetString() == "gpt-5");
        Assert.Equal("gpt-7-sol", (await server.GetAsync("models/gpt-7-sol")).Id);
        var unknown = await server.GetAsync("models/no-such-model");
        Assert.Equal(404, unknown.Status);
        Assert.Equal("model_not_found", unknown.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_sentence()
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TempFolder();

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => Start(folder.Path, server.BaseUrl.Port));

        Assert.Contains($"port '{server.BaseUrl.Port}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, failure.ExitCode);
        await using var second = await Start(folder.Path, 0);
    }

    [Fact]
    public async Task Two_servers_cannot_share_a_state_folder()
    {
        await using var server = await TestServer.StartAsync();

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => Start(server.StateDirPath, 0));

        Assert.Contains($"another one uses the state folder '{server.StateDirPath}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_made_is_one_sentence()
    {
        using var folder = new TempFolder();
        var filePath = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(filePath, "", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => Start(filePath, 0));

        Assert.Contains($"cannot write its state folder '{filePath}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_file_that_is_no_JSON_is_one_sentence()
    {
        using var folder = new TempFolder();
        var filePath = Path.Combine(folder.Path, "batches", $"batch_{new string('0', 32)}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(filePath)!);
        await File.WriteAllTextAsync(filePath, "{", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => Start(folder.Path, 0));

        Assert.Contains($"cannot read '{filePath}'", failure.Message, StringComparison.Ordinal);
    }

    private static Task<CallForge.LocalServer.EmbeddedServer> Start(string path, int port) => CallForge.LocalServer.EmbeddedServer.StartAsync(
        new CallForge.LocalServer.LocalServerOptions(path, port, TimeProvider.System, new CallForge.LocalServer.Teacher.Simulated(prompt => prompt)), CancellationToken.None);
}
