namespace CallForge.OpenAI;

/// <summary>The body of every answer that is not 2xx.</summary>
internal sealed record ApiErrorReply(ApiError? Error);

internal sealed record ApiError(string? Message, string? Type, string? Param, string? Code);
