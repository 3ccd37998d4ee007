using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallForge.OpenAI;

/// <summary>https://platform.openai.com/docs/api-reference/batch/object, keys in the order of the wire.</summary>
internal sealed record Batch(
    string Id,
    string Object,
    string Endpoint,
    string? Model,
    BatchErrors? Errors,
    string InputFileId,
    string CompletionWindow,
    string Status,
    string? OutputFileId,
    string? ErrorFileId,
    long CreatedAt,
    long? InProgressAt,
    long? ExpiresAt,
    long? FinalizingAt,
    long? CompletedAt,
    long? FailedAt,
    long? ExpiredAt,
    long? CancellingAt,
    long? CancelledAt,
    RequestCounts? RequestCounts,
    BatchUsage? Usage,
    IReadOnlyDictionary<string, string>? Metadata)
{
    public const string ObjectName = "batch";

    private const long SecondsADay = 24 * 60 * 60;

    [JsonIgnore]
    public bool IsTerminal => BatchStatus.IsTerminal(Status);

    // A file that does not exist is null in recordings and "" in a live probe of July 2026 (tobert/kaibo #93).
    [JsonIgnore]
    public bool HasOutputFile => !string.IsNullOrEmpty(OutputFileId);

    [JsonIgnore]
    public bool HasErrorFile => !string.IsNullOrEmpty(ErrorFileId);

    /// <summary>It has ended and counts answers in a file that it does not name: the file may not be made yet.</summary>
    [JsonIgnore]
    public bool LacksItsFiles => IsTerminal && Status != BatchStatus.Failed && RequestCounts is { } counts
        && ((counts.Completed > 0 && !HasOutputFile) || (counts.Failed > 0 && !HasOutputFile && !HasErrorFile));

    /// <summary>Validation failed: nothing is billed, and its requests may be submitted again. A batch that failed later keeps what it answered.</summary>
    [JsonIgnore]
    public bool RanNothing => Status == BatchStatus.Failed && !HasOutputFile && RequestCounts is not { Completed: > 0 };

    /// <summary>Whether the service told what the rest of the tool cannot do without.</summary>
    [JsonIgnore]
    public bool IsWhole => Id is { Length: > 0 } && Status is { Length: > 0 } && InputFileId is not null;

    /// <summary>Not ended a day after it should have expired: nothing suggests that it ever will.</summary>
    public bool IsOverdue(DateTimeOffset now) => !IsTerminal && now > DateTimeOffset.FromUnixTimeSeconds(ExpiresAt ?? (CreatedAt + SecondsADay)).AddDays(1);

    /// <summary>Why validation failed, as far as it tells what to do next; null unless it failed.</summary>
    [JsonIgnore]
    public BatchError? QueueFullError => FailedBy(error => QueueLimit.IsFull(error.Code, error.Message));

    /// <summary>The service did not see the input file, or not yet.</summary>
    [JsonIgnore]
    public BatchError? FileNotFoundError => FailedBy(error => error.Param == "file_id");

    private BatchError? FailedBy(Func<BatchError, bool> isCause) => Status == BatchStatus.Failed ? Errors?.Data?.FirstOrDefault(isCause) : null;
}

/// <summary>What a batch says of itself; the files may say otherwise (tidyverse/ellmer #830).</summary>
internal sealed record RequestCounts(
    [property: JsonConverter(typeof(NullAsZero))] int Total,
    [property: JsonConverter(typeof(NullAsZero))] int Completed,
    [property: JsonConverter(typeof(NullAsZero))] int Failed);

/// <summary>Counts of a failed batch can be null (Azure's batch reference).</summary>
internal sealed class NullAsZero : JsonConverter<int>
{
    public override bool HandleNull => true;

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt32();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

internal sealed record BatchErrors(string Object, IReadOnlyList<BatchError> Data);

/// <param name="Line">Line of the input file, from 1; null if the file as a whole is meant.</param>
internal sealed record BatchError(string? Code, int? Line, string? Message, string? Param);

internal sealed record BatchUsage(
    long InputTokens,
    long OutputTokens,
    long TotalTokens,
    InputTokensDetails? InputTokensDetails,
    OutputTokensDetails? OutputTokensDetails)
{
    /// <summary>With one more answer.</summary>
    public BatchUsage Plus(long input, long cached, long output, long reasoning) => new(
        InputTokens + input,
        OutputTokens + output,
        TotalTokens + input + output,
        new InputTokensDetails((InputTokensDetails?.CachedTokens ?? 0) + cached),
        new OutputTokensDetails((OutputTokensDetails?.ReasoningTokens ?? 0) + reasoning));
}

/// <param name="CacheWriteTokens">Newer models tell it.</param>
internal sealed record InputTokensDetails(
    long CachedTokens, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? CacheWriteTokens = null);

internal sealed record OutputTokensDetails(long ReasoningTokens);
