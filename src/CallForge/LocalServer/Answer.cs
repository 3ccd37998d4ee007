namespace CallForge.LocalServer;

/// <param name="IsCut">Whether <c>max_output_tokens</c> ended it.</param>
/// <param name="OutputTokens">Reasoning included.</param>
internal sealed record Answer(
    string Text, bool IsCut, string? Effort, int InputTokens, int CachedTokens, int OutputTokens, int ReasoningTokens);
