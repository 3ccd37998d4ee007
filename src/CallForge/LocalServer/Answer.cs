namespace CallForge.LocalServer;

/// <param name="IsCut">Whether <c>max_output_tokens</c> ended it.</param>
/// <param name="OutputTokens">Reasoning included.</param>
internal sealed record Answer(
    string Text, bool IsCut, string? Effort, int InputTokens, int CachedTokens, int OutputTokens, int ReasoningTokens)
{
    /// <summary>Whether the text says that the model will not answer.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>A message in front of the text, with the beginning of it.</summary>
    public string? Fragment { get; init; }
}
