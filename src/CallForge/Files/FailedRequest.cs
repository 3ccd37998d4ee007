namespace CallForge.Files;

/// <summary>An entry of <c>batch_errors.json</c>: a request without a usable result, or a result without a request.</summary>
internal sealed record FailedRequest(string? CustomId, string? BatchId, string Reason, string Message)
{
    public static IReadOnlyList<FailedRequest> Load(string path) => JsonFile.Load(path, FilesJson.Default.ListFailedRequest) ?? [];

    public static void Save(string path, List<FailedRequest> failed) => JsonFile.Save(path, failed, FilesJson.Default.ListFailedRequest);
}
