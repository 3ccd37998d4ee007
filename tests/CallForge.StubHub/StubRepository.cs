using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace CallForge.StubHub;

internal sealed record StubCommit(string Sha, string? Parent, string Title, string Author, ImmutableSortedDictionary<string, StubFile> Files);

internal sealed record StubPullRequest(int Number, string Title, string Author);

/// <summary>A dataset with its history.</summary>
internal sealed class StubRepository
{
    private readonly Dictionary<string, StubCommit> _commits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refs = new(StringComparer.Ordinal);
    private readonly List<StubPullRequest> _pullRequests = [];

    public StubRepository(string id, bool isPrivate, string author)
    {
        (Id, IsPrivate) = (id, isPrivate);
        var attributes = new StubFile.Regular("*.parquet filter=lfs diff=lfs merge=lfs -text\n"u8.ToArray());
        Put("main", null, "initial commit", author, ImmutableSortedDictionary.Create<string, StubFile>(StringComparer.Ordinal).Add(".gitattributes", attributes));
    }

    public string Id { get; }

    public bool IsPrivate { get; }

    /// <summary>Large objects that were sent here: id and size.</summary>
    public Dictionary<string, long> Objects { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Refs => _refs;

    public IReadOnlyList<StubPullRequest> PullRequests => _pullRequests;

    public StubCommit Head => At("main");

    /// <summary>From the newest back to the first.</summary>
    public IEnumerable<StubCommit> History
    {
        get
        {
            for (var commit = Head; ; commit = _commits[commit.Parent])
            {
                yield return commit;
                if (commit.Parent is null) yield break;
            }
        }
    }

    /// <param name="revision">A branch, a pull request's ref or a commit.</param>
    public StubCommit At(string revision) =>
        _commits.GetValueOrDefault(_refs.GetValueOrDefault(revision, revision)) ?? throw new Refusal(404, $"Invalid rev id: {revision}", "RevisionNotFound");

    public StubCommit Commit(string branch, string title, string author, ImmutableSortedDictionary<string, StubFile> files) => Put(branch, At(branch).Sha, title, author, files);

    public (StubPullRequest PullRequest, StubCommit Commit) Propose(string parent, string title, string author, ImmutableSortedDictionary<string, StubFile> files)
    {
        var proposed = new StubPullRequest(_pullRequests.Count + 1, title, author);
        _pullRequests.Add(proposed);
        return (proposed, Put($"refs/pr/{proposed.Number}", parent, title, author, files));
    }

    private StubCommit Put(string name, string? parent, string title, string author, ImmutableSortedDictionary<string, StubFile> files)
    {
        var text = $"{Id}\n{name}\n{parent}\n{title}\n{string.Join('\n', files.Select(file => $"{file.Key} {file.Value.Oid}"))}";
        var commit = new StubCommit(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40], parent, title, author, files);
        _commits[commit.Sha] = commit;
        _refs[name] = commit.Sha;
        return commit;
    }
}
