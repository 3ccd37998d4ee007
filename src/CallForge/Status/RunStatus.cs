using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CallForge.Cost;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Status;

/// <summary>How a run stands; what <c>status --json</c> prints.</summary>
/// <param name="Run">As in <c>run.json</c>; null if the requests were made elsewhere.</param>
/// <param name="Provider">Null before anything was submitted.</param>
/// <param name="IsFinished">Whether every request has a batch, and every batch has ended.</param>
/// <param name="Funnel">Null before there is a dataset.</param>
/// <param name="Cost">Null before there is a batch.</param>
internal sealed record RunStatus(RunFile? Run, string? Provider, string? BaseUrl, bool IsFinished, IReadOnlyList<PartStatus> Parts, Funnel? Funnel, CostFigures? Cost)
{
    private static readonly StatusJson Readable = new(new JsonSerializerOptions(StatusJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static RunStatus Of(RunFile? run, BatchStatusFile? status, Report? report) => new(
        run, status?.Provider, status?.BaseUrl, status is { IsFinished: true } && (run is null || status.Requests >= run.Count),
        [.. status?.Batches.Select(PartStatus.Of) ?? []], report?.Funnel,
        Bill.Of(status, report?.Funnel.Accepted));

    public string Json() => JsonFile.Text(this, Readable.RunStatus);
}

/// <param name="Status">Of the batch as last seen; before there is one <c>not_uploaded</c> or <c>uploaded</c>.</param>
/// <param name="Counts">As the service tells them.</param>
internal sealed record PartStatus(int Part, string? BatchId, string Status, int Requests, int Attempt, long? InputTokens, RequestCounts? Counts, DateTimeOffset? CreatedAt)
{
    public static PartStatus Of(BatchPart part) => new(
        part.Part, part.Batch?.Id, part.Batch?.Status ?? (part.InputFileId is null ? "not_uploaded" : "uploaded"), part.Requests, part.Attempt, part.InputTokens,
        part.Batch?.RequestCounts, part.Batch?.CreatedAt is { } created ? DateTimeOffset.FromUnixTimeSeconds(created) : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RunStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
