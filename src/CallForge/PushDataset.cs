namespace CallForge;

/// <summary>Pushes the dataset of a folder, and what belongs to it, to a repository.</summary>
internal delegate Task PushDataset(string dirPath, CancellationToken cancellationToken);

/// <summary>How <c>preprocess</c> comes to push without knowing the step that does.</summary>
/// <exception cref="CommandFailure">The repository cannot be pushed to, as far as that can be told at once.</exception>
internal delegate PushDataset PreparePush(string repository, string? license);
