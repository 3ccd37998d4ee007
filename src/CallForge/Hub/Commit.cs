namespace CallForge.Hub;

/// <summary>What one commit changes.</summary>
/// <param name="Parent">The commit it is made on; the Hub refuses it if another has come in between.</param>
internal sealed record Commit(string Summary, string Parent, IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Deleted);

/// <summary><c>POST /api/datasets/ID/commit/REVISION</c></summary>
internal sealed record CommitReply(string CommitOid, string CommitUrl, string? PullRequestUrl = null);
