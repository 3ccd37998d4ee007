using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>Where a dataset is pushed to, and how.</summary>
internal sealed record PushOptions(RepositoryId Repository)
{
    public bool IsPrivate { get; init; }

    public bool AsPullRequest { get; init; }

    public string Revision { get; init; } = HubRepository.MainBranch;

    /// <summary>Null says what is pushed.</summary>
    public string? Message { get; init; }

    /// <summary>Null leaves it to the card in the repository, or asks.</summary>
    public string? License { get; init; }

    /// <summary>Whether checks that would refuse the dataset are passed over.</summary>
    public bool Force { get; init; }
}
