using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CallForge.Hub;

/// <summary>The calls of the Hub that concern one dataset.</summary>
internal sealed class HubApi(HubConnection hub, RepositoryId id)
{
    private const int LargestText = 1 << 24;

    public HubSettings Settings => hub.Settings;

    public static Task<Account> WhoAmIAsync(HubConnection hub, CancellationToken cancellationToken) =>
        hub.SendAsync(new HubCall("ask the Hub who the token belongs to", HttpMethod.Get, hub.Settings.At("/api/whoami-v2")), Json(HubJson.Default.Account), cancellationToken);

    /// <summary>Making what is there already is a <see cref="HubFailure"/> with status 409.</summary>
    public Task CreateAsync(bool isPrivate, CancellationToken cancellationToken)
    {
        var repository = new NewRepository(id.Name, id.Namespace!, "dataset", isPrivate ? "private" : "public");
        return hub.SendAsync(Post($"make the dataset '{id}'", "/api/repos/create", repository, HubJson.Default.NewRepository), Nothing, cancellationToken);
    }

    public Task<RepositoryInfo> LookAsync(string revision, CancellationToken cancellationToken) =>
        hub.SendAsync(new HubCall($"look at '{id}'", HttpMethod.Get, Settings.At(PathOf("revision", revision))), Json(HubJson.Default.RepositoryInfo), cancellationToken);

    public Task<PreuploadReply> PreuploadAsync(string revision, bool asPullRequest, IReadOnlyList<PreuploadFile> files, CancellationToken cancellationToken)
    {
        var call = Post($"ask '{id}' how to send files", PathOf("preupload", revision, asPullRequest), new PreuploadRequest(files), HubJson.Default.PreuploadRequest);
        return hub.SendAsync(call, Json(HubJson.Default.PreuploadReply), cancellationToken);
    }

    /// <summary>Those of the paths that exist.</summary>
    public Task<List<PathInfo>> ExistingAsync(string revision, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var call = Post($"ask '{id}' for its files", PathOf("paths-info", revision), new PathsRequest(paths, Expand: false), HubJson.Default.PathsRequest);
        return hub.SendAsync(call, Json(HubJson.Default.ListPathInfo), cancellationToken);
    }

    public Task<DiscussionPage> PullRequestsAsync(string author, CancellationToken cancellationToken)
    {
        var url = Settings.At($"/api/datasets/{id}/discussions?p=0&type=pull_request&author={Uri.EscapeDataString(author)}");
        return hub.SendAsync(new HubCall($"list the pull requests of '{id}'", HttpMethod.Get, url), Json(HubJson.Default.DiscussionPage), cancellationToken);
    }

    /// <summary>Null if there is no such file.</summary>
    public async Task<string?> ReadTextAsync(string revision, string path, CancellationToken cancellationToken)
    {
        var url = Settings.At($"/datasets/{id}/resolve/{Uri.EscapeDataString(revision)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");
        try
        {
            return await hub.SendAsync(new HubCall($"read '{path}' of '{id}'", HttpMethod.Get, url) { Accept = "*/*" }, ReadTextAsync, cancellationToken);
        }
        catch (HubFailure failure) when (failure.Status == 404 && failure.Code is null or "EntryNotFound")
        {
            return null;
        }
    }

    public Task<LfsBatchReply> LfsBatchAsync(string revision, IReadOnlyList<LfsObject> objects, CancellationToken cancellationToken)
    {
        var path = $"/datasets/{id}.git/info/lfs/objects/batch";
        var call = Post($"ask '{id}' where to send large files to", path, LfsBatchRequest.Upload(revision, objects), HubJson.Default.LfsBatchRequest, LfsBatchRequest.MediaType);
        return hub.SendAsync(call, Json(HubJson.Default.LfsBatchReply), cancellationToken);
    }

    /// <summary>Has a large file checked after it was sent.</summary>
    public Task VerifyAsync(Uri url, LfsObject sent, CancellationToken cancellationToken) =>
        hub.SendAsync(Post($"have a large file of '{id}' checked", "", sent, HubJson.Default.LfsObject) with { Url = url }, Nothing, cancellationToken);

    /// <summary>Sent once: whether it took effect is to be looked at.</summary>
    public Task<CommitReply> CommitAsync(string revision, bool asPullRequest, Func<HttpContent> content, CancellationToken cancellationToken)
    {
        var call = new HubCall($"commit to '{id}'", HttpMethod.Post, Settings.At(PathOf("commit", revision, asPullRequest))) { Content = _ => content() };
        return hub.SendOnceAsync(call, Json(HubJson.Default.CommitReply), cancellationToken);
    }

    private HubCall Post<T>(string what, string path, T body, JsonTypeInfo<T> type, string mediaType = "application/json") => new(what, HttpMethod.Post, Settings.At(path))
    {
        Accept = mediaType,
        Content = _ => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
    };

    private string PathOf(string call, string revision, bool asPullRequest = false) =>
        $"/api/datasets/{id}/{call}/{Uri.EscapeDataString(revision)}{(asPullRequest ? "?create_pr=1" : "")}";

    private static Task<bool> Nothing(HttpResponseMessage response, CancellationToken cancellationToken) => Task.FromResult(true);

    private static Func<HttpResponseMessage, CancellationToken, Task<T>> Json<T>(JsonTypeInfo<T> type) where T : class => async (response, cancellationToken) =>
        await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(cancellationToken), type, cancellationToken) ?? throw new JsonException();

    private static async Task<string?> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text.Write(buffer, 0, read);
            if (text.Length > LargestText) throw new IOException($"the file is longer than {LargestText:N0} bytes");
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
