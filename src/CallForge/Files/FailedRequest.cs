using System.Text.Json;

namespace CallForge.Files;

/// <summary>An entry of <c>batch_errors.json</c>: a request without a usable result, or a result without a request.</summary>
/// <param name="Usage">What was billed for it all the same, as the service told it.</param>
internal sealed record FailedRequest(string? CustomId, string? BatchId, string Reason, string Message, JsonElement? Usage = null)
{
    public static IReadOnlyList<FailedRequest> Load(string path) => JsonFile.Load(path, JsonFile.Types.ListFailedRequest, _ => true) ?? [];

    public static void Save(string path, List<FailedRequest> failed) => JsonFile.Save(path, failed, JsonFile.Types.ListFailedRequest);
}
