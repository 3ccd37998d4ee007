namespace CallForge.OpenAI;

/// <summary>Body of <c>POST /v1/batches</c>. https://platform.openai.com/docs/api-reference/batch/create</summary>
internal sealed record NewBatch(string InputFileId, string Endpoint, string CompletionWindow, IReadOnlyDictionary<string, string> Metadata);
