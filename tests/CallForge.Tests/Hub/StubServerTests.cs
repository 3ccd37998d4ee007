using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallForge.StubHub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>The stub refuses what the Hub would: only then does a push that it takes prove anything.</summary>
public sealed class StubServerTests : IAsyncLifetime
{
    private const string Lfs = "application/vnd.git-lfs+json";
    private static readonly byte[] Object = RandomNumberGenerator.GetBytes(3000);
    private static readonly string Oid = Convert.ToHexStringLower(SHA256.HashData(Object));

    private readonly HttpClient _http = new();
    private StubServer _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await Stub.StartAsync(new StubHubOptions { MultipartAbove = 2000, ChunkSize = 1024 });
        _hub.State.Create("me/calls", isPrivate: true);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_without_the_token_gets_anywhere()
    {
        using var anonymous = new HttpRequestMessage(HttpMethod.Get, At("/api/datasets/me/calls"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(anonymous)).Status);
        using var stranger = new HttpRequestMessage(HttpMethod.Get, At("/api/whoami-v2")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "hf_other") } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(stranger)).Status);
        await AssertRefusedAsync(404, "/api/datasets/me/others/preupload/main", "{}");
        await AssertRefusedAsync(403, "/api/repos/create", """{"name":"calls","organization":"them","type":"dataset"}""");
        await AssertRefusedAsync(409, "/api/repos/create", """{"name":"calls","organization":"me","type":"dataset"}""");
        Assert.Equal(400, (int)(await PostAsync($"/api/repos/create?key={_hub.State.Options.Token}", "{}", "application/json")).Status);
    }

    [Theory]
    [InlineData("""{"files":[]}""")]
    [InlineData("""{"files":[{"path":"a","size":3,"sample":"YQ=="}]}""")]
    [InlineData("""{"files":[{"path":"a","size":1,"sample":"?"}]}""")]
    [InlineData("""{"files":[{"path":"../a","size":1,"sample":"YQ=="}]}""")]
    [InlineData("""{"files":[{"path":"a","size":"1","sample":"YQ=="}]}""")]
    [InlineData("""[1]""")]
    [InlineData("""{""")]
    public Task Questions_about_files_must_be_whole(string body) => AssertRefusedAsync(400, "/api/datasets/me/calls/preupload/main", body);

    [Theory]
    [InlineData("no lines", "")]
    [InlineData("no JSON", "{\"key\":\"header\"")]
    [InlineData("no head", """{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("nothing to do", """{"key":"header","value":{"summary":"s"}}""")]
    [InlineData("no summary", """{"key":"header","value":{"summary":""}}~{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("two heads", """{"key":"header","value":{"summary":"s"}}~{"key":"header","value":{"summary":"s"}}""")]
    [InlineData("an empty line", """{"key":"header","value":{"summary":"s"}}~~{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("an unknown key", """{"key":"header","value":{"summary":"s"}}~{"key":"fole","value":{"path":"a","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("a path twice", """{"key":"header","value":{"summary":"s"}}~{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}~{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("no base64", """{"key":"header","value":{"summary":"s"}}~{"key":"file","value":{"path":"a","content":"?","encoding":"base64"}}""")]
    [InlineData("a large file as a regular one", """{"key":"header","value":{"summary":"s"}}~{"key":"file","value":{"path":"a.parquet","content":"YQ==","encoding":"base64"}}""")]
    [InlineData("a file that is not there deleted", """{"key":"header","value":{"summary":"s"}}~{"key":"deletedFile","value":{"path":"a"}}""")]
    [InlineData("no change", """{"key":"header","value":{"summary":"s"}}~{"key":"file","value":{"path":".gitattributes","content":"Ki5wYXJxdWV0IGZpbHRlcj1sZnMgZGlmZj1sZnMgbWVyZ2U9bGZzIC10ZXh0Cg==","encoding":"base64"}}""")]
    [InlineData("an object never sent", """{"key":"header","value":{"summary":"s"}}~{"key":"lfsFile","value":{"path":"a.parquet","algo":"sha256","oid":"0000000000000000000000000000000000000000000000000000000000000000","size":1}}""")]
    public async Task Commits_must_be_whole(string what, string lines)
    {
        var (status, said) = await PostAsync("/api/datasets/me/calls/commit/main", lines.Replace('~', '\n'), "application/x-ndjson");
        Assert.True((int)status == 400, $"{what}: {status} {said}");
        _hub.AssertIsUntouched();
    }

    [Fact]
    public async Task Commits_must_have_their_media_type_and_their_parent()
    {
        const string lines = """{"key":"header","value":{"summary":"s","parentCommit":"0123456789012345678901234567890123456789"}}~{"key":"file","value":{"path":"a","content":"YQ==","encoding":"base64"}}""";
        await AssertRefusedAsync(415, "/api/datasets/me/calls/commit/main", lines.Replace('~', '\n'));
        await AssertRefusedAsync(412, "/api/datasets/me/calls/commit/main", lines.Replace('~', '\n'), "application/x-ndjson");
        await AssertRefusedAsync(404, "/api/datasets/me/calls/commit/other", lines.Replace('~', '\n'), "application/x-ndjson");
        _hub.AssertIsUntouched();
    }

    [Fact]
    public async Task Large_files_must_be_what_they_were_said_to_be()
    {
        await AssertRefusedAsync(415, Batch, BatchOf(3000));
        var small = await AddressesAsync(1000);
        Assert.Equal(400, (int)await PutAsync(small.Upload, Object[..999]));
        Assert.Equal(400, (int)await PutAsync(small.Upload, Object[..1000])); // Of this length, but not of this hash.
        using var withToken = new HttpRequestMessage(HttpMethod.Put, small.Upload) { Content = new ByteArrayContent(Object[..1000]), Headers = { Authorization = Token } };
        Assert.Equal(400, (int)(await SendAsync(withToken)).Status);
        Assert.Empty(_hub.Repository().Objects);
        await AssertRefusedAsync(404, "/datasets/me/calls.git/info/lfs/objects/verify", $$"""{"oid":"{{Oid}}","size":1000}""");
    }

    [Fact]
    public async Task Parts_must_all_be_there_and_be_named_as_they_were()
    {
        var large = await AddressesAsync(3000);
        Assert.Equal(3, large.Parts.Count);
        Assert.Equal(400, (int)await PutAsync(large.Parts[2], Object[..1024])); // The last one is shorter.
        var etags = new List<string>();
        foreach (var (index, part) in large.Parts.Index().Reverse()) etags.Insert(0, await EtagAsync(part, Object[(index * 1024)..Math.Min(3000, (index + 1) * 1024)]));
        var named = etags.Select((etag, index) => $$"""{"partNumber":{{index + 1}},"etag":{{JsonSerializer.Serialize(etag)}}}""").ToList();
        foreach (var wrong in (string[][])[[.. named[..2]], [.. named, named[2]], [named[1], named[0], named[2]], [named[0], named[1], named[2].Replace("\\u0022", "", StringComparison.Ordinal)]])
            Assert.Equal(400, (int)await CompleteAsync(large.Upload, wrong));
        Assert.Empty(_hub.Repository().Objects);
        Assert.Equal(200, (int)await CompleteAsync(large.Upload, [.. named]));
        Assert.Equal(3000, _hub.Repository().Objects[Oid]);
        Assert.Equal(403, (int)await CompleteAsync(large.Upload, [.. named])); // Once.
    }

    private const string Batch = "/datasets/me/calls.git/info/lfs/objects/batch";

    private AuthenticationHeaderValue Token => new("Bearer", _hub.State.Options.Token);

    private Uri At(string path) => new(_hub.Url, path);

    private static string BatchOf(long size) => $$"""{"operation":"upload","transfers":["basic","multipart"],"hash_algo":"sha256","objects":[{"oid":"{{Oid}}","size":{{size}}}]}""";

    private async Task<(Uri Upload, IReadOnlyList<Uri> Parts)> AddressesAsync(long size)
    {
        var (status, said) = await PostAsync(Batch, BatchOf(size), Lfs);
        Assert.True(status == HttpStatusCode.OK, said);
        var upload = JsonDocument.Parse(said).RootElement.GetProperty("objects")[0].GetProperty("actions").GetProperty("upload");
        var parts = upload.TryGetProperty("header", out var header) ? header.EnumerateObject().Where(member => member.Name != "chunk_size").Select(member => new Uri(member.Value.GetString()!)).ToList() : [];
        return (new Uri(upload.GetProperty("href").GetString()!), parts);
    }

    private async Task AssertRefusedAsync(int expected, string path, string body, string mediaType = "application/json")
    {
        var (status, said) = await PostAsync(path, body, mediaType);
        Assert.True((int)status == expected, $"{path}: {status} {said}");
    }

    private async Task<(HttpStatusCode Status, string Said)> PostAsync(string path, string body, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = new StringContent(body, Encoding.UTF8, mediaType), Headers = { Authorization = Token } };
        request.Headers.Accept.ParseAdd(Lfs);
        return await SendAsync(request);
    }

    private async Task<HttpStatusCode> CompleteAsync(Uri url, string[] parts)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent($$"""{"oid":"{{Oid}}","parts":[{{string.Join(',', parts)}}]}""", Encoding.UTF8, Lfs) };
        request.Headers.Accept.ParseAdd(Lfs);
        return (await SendAsync(request)).Status;
    }

    private async Task<HttpStatusCode> PutAsync(Uri url, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        return (await SendAsync(request)).Status;
    }

    private async Task<string> EtagAsync(Uri url, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using var response = await _http.PutAsync(url, body, TestContext.Current.CancellationToken);
        return response.Headers.ETag!.ToString();
    }

    private async Task<(HttpStatusCode Status, string Said)> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
