using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>A validated input file: where its requests are, and what is wrong with it.</summary>
internal sealed record ValidatedInput(
    string FilePath, string? Model, IReadOnlyList<InputRequest> Requests, SharedTexts Shared, IReadOnlyList<BatchError> Errors);

/// <summary>Where a request stands in the input file.</summary>
internal readonly record struct InputRequest(long Offset, int Length);
