using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CallForge.StubHub;

/// <summary>All that the stub knows.</summary>
internal sealed class HubState(StubHubOptions options)
{
    private readonly ConcurrentDictionary<string, StubRepository> _repositories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LfsUpload> _uploads = new(StringComparer.Ordinal);

    public StubHubOptions Options => options;

    /// <summary>Held while something is changed.</summary>
    public Lock Gate { get; } = new();

    public StubRepository? Find(string id) => _repositories.GetValueOrDefault(id);

    public StubRepository Create(string id, bool isPrivate)
    {
        var repository = new StubRepository(id, isPrivate, options.User);
        return _repositories.TryAdd(id, repository) ? repository : throw new Refusal(409, "You already created this dataset repo");
    }

    /// <summary>The repository of a route, if whoever asks may see it.</summary>
    public StubRepository Repository(HttpContext context)
    {
        var visitor = Visitor.Of(context.Request, options);
        var repository = Find($"{context.Request.RouteValues["ns"]}/{context.Request.RouteValues["name"]}") ?? throw Refusal.NoRepository(visitor.IsSignedIn);
        visitor.RequireSight(repository);
        return repository;
    }

    public static string Revision(HttpContext context) => Uri.UnescapeDataString((string)context.Request.RouteValues["revision"]!);

    public string Begin(LfsUpload upload)
    {
        var key = Guid.NewGuid().ToString("N");
        _uploads[key] = upload;
        return key;
    }

    /// <summary>Whether the object of the upload is now there.</summary>
    public void Finish(string key, LfsUpload upload)
    {
        lock (Gate) upload.Repository.Objects[upload.Oid] = upload.Size;
        if (_uploads.TryRemove(key, out var done)) done.Dispose();
    }

    public LfsUpload Upload(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0) throw Refusal.Bad("Only one auth mechanism allowed: an address of storage gets no Authorization");
        return _uploads.GetValueOrDefault((string)context.Request.RouteValues["key"]!) is { IsExpired: false } upload ? upload : throw new Refusal(403, "Request has expired");
    }

    /// <summary>Everything that two clients that did the same leave behind.</summary>
    public JsonObject Describe() => new(_repositories.OrderBy(repository => repository.Key, StringComparer.Ordinal).Select(repository => KeyValuePair.Create<string, JsonNode?>(repository.Key, Describe(repository.Value))));

    private static JsonObject Describe(StubRepository repository) => new()
    {
        ["private"] = repository.IsPrivate,
        ["commits"] = new JsonArray([.. repository.History.Select(commit => (JsonNode)commit.Title)]),
        ["pullRequests"] = new JsonArray([.. repository.PullRequests.Select(proposed => (JsonNode)proposed.Title)]),
        ["refs"] = new JsonObject(repository.Refs.OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => KeyValuePair.Create<string, JsonNode?>(name.Key, Describe(repository.At(name.Key))))),
    };

    private static JsonObject Describe(StubCommit commit) => new(commit.Files.Select(file => KeyValuePair.Create<string, JsonNode?>(file.Key, new JsonObject
    {
        ["kind"] = file.Value is StubFile.Lfs ? "lfs" : "regular",
        ["oid"] = file.Value.Oid,
        ["size"] = file.Value.Size,
    })));
}
