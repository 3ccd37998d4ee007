namespace CallForge.Hub;

/// <summary>What is asked of a push.</summary>
/// <param name="Files">All that the repository is to have; what it has already is not sent.</param>
/// <param name="Obsolete">Paths that it is not to have any more.</param>
/// <param name="IsPrivate">For a repository that has to be made first.</param>
/// <param name="AsPullRequest">Whether it is proposed, and the branch left as it is.</param>
internal sealed record Push(IReadOnlyList<RepositoryFile> Files, IReadOnlyList<string> Obsolete, string Message, bool IsPrivate, bool AsPullRequest);

/// <summary>What came of a push.</summary>
/// <param name="Url">Where to look at it.</param>
internal abstract record PushOutcome(Uri Url)
{
    /// <summary>The repository is now as it was to be.</summary>
    internal sealed record Committed(Uri Url, string Sha) : PushOutcome(Url);

    internal sealed record PullRequest(Uri Url) : PushOutcome(Url);

    /// <summary>The repository, or an open pull request of ours, was so already.</summary>
    internal sealed record NothingToDo(Uri Url) : PushOutcome(Url);
}
