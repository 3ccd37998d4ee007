namespace CallForge.Hub;

/// <summary>A repository at a revision; <c>GET /api/datasets/ID/revision/REVISION</c>.</summary>
/// <param name="Sha">Its last commit.</param>
internal sealed record RepositoryInfo(string Sha, bool Private = false);

/// <summary><c>POST /api/repos/create</c></summary>
/// <param name="Organization">The namespace, also if it is a user's.</param>
/// <param name="Visibility"><c>public</c> or <c>private</c>.</param>
internal sealed record NewRepository(string Name, string Organization, string Type, string Visibility);

/// <summary><c>POST /api/datasets/ID/paths-info/REVISION</c></summary>
internal sealed record PathsRequest(IReadOnlyList<string> Paths, bool Expand);

/// <summary>Of a path that exists; for others there is none.</summary>
internal sealed record PathInfo(string Path);

/// <summary><c>GET /api/datasets/ID/discussions</c>, newest first.</summary>
internal sealed record DiscussionPage(IReadOnlyList<Discussion> Discussions);

/// <param name="Status"><c>open</c>, <c>draft</c>, <c>closed</c> or <c>merged</c>.</param>
internal sealed record Discussion(int Num, string Status, bool IsPullRequest = false, DiscussionAuthor? Author = null)
{
    public bool IsOpenPullRequestOf(string name) => IsPullRequest && Status is "open" or "draft" && Author?.Name == name;
}

internal sealed record DiscussionAuthor(string? Name = null);
