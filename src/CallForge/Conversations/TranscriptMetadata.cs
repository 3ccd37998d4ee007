namespace CallForge.Conversations;

/// <summary>Whose conversation it is, and of which day.</summary>
/// <param name="Date"><c>yyyy-MM-dd</c>.</param>
internal sealed record TranscriptMetadata(string? UserId, string? Date);
