namespace CallForge.Hub;

/// <summary>A file, how the Hub wants it sent, and by which id it knows its content.</summary>
/// <param name="Oid">Of the content here: SHA-256 if it is an LFS file, the git blob's SHA-1 otherwise.</param>
/// <param name="IsThere">Whether the repository has this content under this path.</param>
internal sealed record PlannedFile(RepositoryFile File, bool IsLfs, string Oid, bool IsThere);
