using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CallForge.LocalServer;
using CallForge.LocalServer.Faults;
using Server = CallForge.LocalServer.EmbeddedServer;

namespace CallForge.Tests.LocalServer;

/// <summary>A server on a free port with its own state folder, and a plain HTTP client for it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Teacher _teacher;
    private readonly TimeProvider _time;
    private readonly FaultPlan _faults;
    private Server _server = null!;

    private TestServer(Teacher? teacher, TimeProvider? time, FaultPlan faults)
    {
        _teacher = teacher ?? new Teacher.Simulated(prompt => $"answer to {prompt}");
        _time = time ?? TimeProvider.System;
        _faults = faults;
    }

    public HttpClient Http { get; private set; } = null!;

    public Uri BaseUrl => _server.BaseUrl;

    public string StateDirPath => _folder.Path;

    public static async Task<TestServer> StartAsync(
        Func<string, string>? teacher = null, TimeProvider? time = null, TimeSpan minimumTimeInStatus = default)
    {
        var test = new TestServer(teacher is null ? null : new Teacher.Simulated(teacher), time, FaultPlan.None);
        await test.StartAsync(minimumTimeInStatus);
        return test;
    }

    /// <summary>A server whose requests another one answers.</summary>
    public static async Task<TestServer> StartForwardingAsync(string baseUrl, int concurrency = 4, TimeProvider? time = null, string? key = null)
    {
        var test = new TestServer(new Teacher.Remote(new Uri(baseUrl), key, concurrency), time, FaultPlan.None);
        await test.StartAsync(TimeSpan.Zero);
        return test;
    }

    /// <summary>A server with faults, each as <c>--fault</c> takes it.</summary>
    public static async Task<TestServer> StartFaultyAsync(params string[] faults)
    {
        var test = new TestServer(teacher: null, time: null, FaultPlan.Read(faults, planFilePath: null, seed: 42));
        await test.StartAsync(TimeSpan.Zero);
        return test;
    }

    /// <summary>A server on the state that this one has on disk now, as if this one had crashed.</summary>
    public async Task<TestServer> StartAfterCrashAsync()
    {
        var next = new TestServer(_teacher as Teacher.Remote, _time, _faults);
        foreach (var path in Directory.EnumerateFiles(StateDirPath, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(next.StateDirPath, Path.GetRelativePath(StateDirPath, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (!path.EndsWith("lock", StringComparison.Ordinal) && !path.EndsWith(".part", StringComparison.Ordinal)) File.Copy(path, copy);
        }

        await next.StartAsync(TimeSpan.Zero);
        return next;
    }

    /// <summary>Stops the server and starts another on the same state.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync(TimeSpan.Zero);
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, $"{BaseUrl}/{path}") { Content = content };
        using var response = await Http.SendAsync(request);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, string json = "") =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<Reply> UploadAsync(string content, string filename = "input.jsonl", string purpose = "batch")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(purpose), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", filename },
        };
        return await SendAsync(HttpMethod.Post, "files", form);
    }

    public Task<Reply> CreateAsync(string fileId, string endpoint = "/v1/responses") => PostAsync(
        "batches", $$"""{"input_file_id":"{{fileId}}","endpoint":"{{endpoint}}","completion_window":"24h"}""");

    /// <summary>Uploads the lines and creates a batch of them; gives its id.</summary>
    public async Task<string> SubmitAsync(IEnumerable<string> lines, string endpoint = "/v1/responses")
    {
        var file = await UploadAsync(string.Concat(lines.Select(line => line + "\n")));
        return (await CreateAsync(file.Id, endpoint)).Id;
    }

    public Task<JsonElement> EndOfAsync(string batchId) =>
        WaitAsync(batchId, batch => batch.GetProperty("status").GetString() is "completed" or "failed" or "expired" or "cancelled");

    public async Task<JsonElement> WaitAsync(string batchId, Func<JsonElement, bool> isReached)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var batch = (await GetAsync($"batches/{batchId}")).Json;
            if (isReached(batch)) return batch;
            timeout.Token.ThrowIfCancellationRequested();
        }
    }

    public async Task<string[]> LinesAsync(JsonElement fileId) =>
        (await GetAsync($"files/{fileId.GetString()}/content")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(TimeSpan minimumTimeInStatus)
    {
        var options = new LocalServerOptions(_folder.Path, 0, _time, _teacher) { MinimumTimeInStatus = minimumTimeInStatus, Faults = _faults };
        _server = await Server.StartAsync(options, CancellationToken.None);
        Http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "any-key") } };
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }
}

internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Id => Json.GetProperty("id").GetString()!;

    public string? Message => Json.GetProperty("error").GetProperty("message").GetString();
}
