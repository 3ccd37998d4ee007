namespace CallForge.Conversations;

/// <summary>The words of the transcript grammar: for each marker the label that is written, then the others that are read.</summary>
internal sealed record TranscriptLabels(
    IReadOnlyList<string> Customer,
    IReadOnlyList<string> Assistant,
    IReadOnlyList<string> FunctionCall,
    IReadOnlyList<string> FunctionResponse,
    IReadOnlyList<string> UserId,
    IReadOnlyList<string> Date);
