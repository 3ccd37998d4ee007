namespace CallForge.OpenAI;

internal sealed record BatchPage(string Object, IReadOnlyList<Batch> Data, string? FirstId, string? LastId, bool HasMore);

internal sealed record FilePage(string Object, IReadOnlyList<FileObject> Data, string? FirstId, string? LastId, bool HasMore);
