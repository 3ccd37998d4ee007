namespace CallForge.Publish;

/// <summary>What is published is made from a data folder and this.</summary>
internal sealed record PublicationOptions
{
    /// <summary>Id of the repository; null if it is not known.</summary>
    public string? Repository { get; init; }

    /// <summary>What <c>--license</c> says; null leaves it to the card in the repository, or asks.</summary>
    public string? License { get; init; }

    /// <summary>Whether books that do not balance and files that have changed are published nevertheless.</summary>
    public bool Force { get; init; }

    /// <summary>The README.md that the repository has; null if none.</summary>
    public string? ExistingCard { get; init; }

    /// <summary>The manifest.json that the repository has; null if none.</summary>
    public string? ExistingManifest { get; init; }
}
