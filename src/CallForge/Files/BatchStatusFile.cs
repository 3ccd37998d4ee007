using System.Text.Json.Serialization;
using CallForge.OpenAI;

namespace CallForge.Files;

/// <summary>
/// <c>batch_status.json</c>: what was submitted, where, and how it stands. The first four fields are the original
/// tool's and are set if there is a single batch.
/// </summary>
/// <param name="Provider"><c>openai</c> or <c>local</c>; later commands use it.</param>
/// <param name="BaseUrl">Of the provider; null for the local one, which picks a port each time.</param>
/// <param name="RunId">Of the run in <c>run.json</c>; null for an input that was made elsewhere.</param>
internal sealed record BatchStatusFile(
    string? BatchId,
    string? InputFileId,
    string? Status,
    long? CreatedAt,
    string Provider,
    string? BaseUrl,
    string Input,
    string? RunId,
    IReadOnlyList<BatchPart> Batches)
{
    /// <summary>How many requests of the input are in a part. One that is tried again counts once.</summary>
    [JsonIgnore]
    public int Requests => FirstAttempts.Sum(part => part.Requests);

    /// <summary>The parts that together are the input, in its order.</summary>
    [JsonIgnore]
    public IEnumerable<BatchPart> FirstAttempts => Batches.Where(part => part.Attempt == 1).OrderBy(part => part.Ranges[0].Offset);

    /// <summary>
    /// Whether anything of it may have been paid for. What failed validation was not; where a file was uploaded and no
    /// batch is known, one may exist.
    /// </summary>
    [JsonIgnore]
    public bool MayHaveRun => Batches.Any(part => part.Batch is { } batch ? !batch.RanNothing : part.InputFileId is not null);

    [JsonIgnore]
    public bool IsFinished => Batches.All(part => part.Batch is { IsTerminal: true });

    public static BatchStatusFile? Load(string path) => JsonFile.Load(path, JsonFile.Types.BatchStatusFile, status => status is { Batches: not null, Input: not null, Provider: not null } && status.Batches.All(part => part is { IsWhole: true }));

    public void Save(string path)
    {
        var single = Batches is [var only] ? only : null;
        var file = this with
        {
            BatchId = single?.Batch?.Id,
            InputFileId = single?.InputFileId,
            Status = single?.Batch?.Status,
            CreatedAt = single?.Batch?.CreatedAt,
        };
        JsonFile.Save(path, file, JsonFile.Types.BatchStatusFile);
    }

    public BatchStatusFile With(BatchPart part) => this with { Batches = [.. Batches.Select(other => other.Part == part.Part ? part : other)] };
}

/// <summary>Requests of the input that are, or will be, one batch.</summary>
/// <param name="Part">From 1.</param>
/// <param name="Ranges">Where its lines are in the input, in order.</param>
/// <param name="Sha256">Of what is uploaded, in hex.</param>
/// <param name="InputFileId">Of the uploaded lines; null before the upload.</param>
/// <param name="Batch">The batch as the provider last told it; null before it was created.</param>
/// <param name="FailedBatchIds">Earlier batches of this part that failed validation, so that nothing ran and nothing was paid.</param>
/// <param name="UploadName">File name of the upload, chosen before it: finds one whose reply was lost.</param>
/// <param name="UploadedAt">The service's time of the upload; no batch of it is older.</param>
/// <param name="CreateSent">Whether a batch was asked for and the answer is not known: it may exist, and may have to be paid.</param>
/// <param name="Attempt">1 for the first part a request is in; higher for what <c>retry</c> sends again.</param>
/// <param name="MaxOutputTokens">Instead of what the lines say; null leaves them as they are.</param>
/// <param name="InputTokens">Of all its prompts, counted before it was sent; null if nobody counted.</param>
/// <param name="Answered">What its answers say they are billed for, summed up when they were read; null before.</param>
/// <param name="InputDeleted">Whether the uploaded lines were asked to be deleted, so that a batch of them that is still on its way must fail.</param>
/// <param name="Files">What became of the files of its batch; null before they were asked for, and in files of earlier versions.</param>
/// <param name="ShortSince">Since when the service has counted more answers than its files have; null if it does not.</param>
/// <param name="CreateSentAt">When the batch was asked for whose answer is not known, by the clock of this machine; null if none was, and in files of earlier versions.</param>
internal sealed record BatchPart(
    int Part,
    IReadOnlyList<ByteRange> Ranges,
    int Requests,
    string Sha256,
    string Model,
    string Endpoint,
    string? InputFileId = null,
    Batch? Batch = null,
    IReadOnlyList<string>? FailedBatchIds = null,
    string? UploadName = null,
    long? UploadedAt = null,
    bool CreateSent = false,
    int Attempt = 1,
    int? MaxOutputTokens = null,
    long? InputTokens = null,
    TokenUsage? Answered = null,
    bool InputDeleted = false,
    long? CreateSentAt = null,
    IReadOnlyList<RawFile>? Files = null,
    long? ShortSince = null)
{
    public IReadOnlyList<string> FailedBatchIds { get; init; } = FailedBatchIds ?? [];

    /// <summary>Whether it is to be submitted: it has no batch, or one that ran nothing.</summary>
    [JsonIgnore]
    public bool IsDue => Batch is null or { RanNothing: true };

    /// <summary>As before its lines were uploaded.</summary>
    public BatchPart WithoutUpload() => this with { InputFileId = null, UploadName = null, UploadedAt = null, InputDeleted = false };

    [JsonIgnore]
    public bool IsWhole => Ranges is { Count: > 0 } && Ranges.All(range => range is not null) && Sha256 is not null && Model is not null && Endpoint is not null && Batch is null or { IsWhole: true };
}
