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
    long? CreatedAt,
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
    /// <param name="knownSince">For a service that tells no times: when it was there at the latest.</param>
    public bool IsOverdue(DateTimeOffset now, long? knownSince) =>
        !IsTerminal && (ExpiresAt ?? ((CreatedAt ?? knownSince) + SecondsADay)) is { } end && now > DateTimeOffset.FromUnixTimeSeconds(end).AddDays(1);

    /// <summary>As a service told it: without an id and a status it is none, everything else may be missing or odd.</summary>
    public static Batch? Read(JsonElement reported, Oddities odd)
    {
        if (reported.ValueKind != JsonValueKind.Object) return null;
        var batch = new ReportedObject(reported, ObjectName, odd);
        if (batch.Text("id") is not { Length: > 0 } id || batch.Text("status") is not { Length: > 0 } status) return null;
        return new Batch(
            id, batch.Text("object") ?? ObjectName, batch.Text("endpoint") ?? "", batch.Text("model"), BatchErrors.Read(batch.Member("errors"), odd),
            batch.Text("input_file_id") ?? "", batch.Text("completion_window") ?? "", status, batch.Text("output_file_id"), batch.Text("error_file_id"),
            batch.NeededTime("created_at"), batch.Time("in_progress_at"), batch.Time("expires_at"), batch.Time("finalizing_at"), batch.Time("completed_at"),
            batch.Time("failed_at"), batch.Time("expired_at"), batch.Time("cancelling_at"), batch.Time("cancelled_at"),
            RequestCounts.Read(batch.Object("request_counts")), BatchUsage.Read(batch.Object("usage")), batch.Texts("metadata"));
    }

    /// <summary>Why validation failed, as far as it tells what to do next; null unless it failed.</summary>
    [JsonIgnore]
    public BatchError? QueueFullError => FailedBy(error => QueueLimit.IsFull(error.Code, error.Message));

    /// <summary>The service did not see the input file, or not yet.</summary>
    [JsonIgnore]
    public BatchError? FileNotFoundError => FailedBy(error => error.Param == "file_id");

    private BatchError? FailedBy(Func<BatchError, bool> isCause) => Status == BatchStatus.Failed ? Errors?.Data?.FirstOrDefault(isCause) : null;
}

/// <summary>What a batch says of itself; the files may say otherwise (tidyverse/ellmer #830).</summary>
internal sealed record RequestCounts(int Total, int Completed, int Failed)
{
    /// <summary>Counts of a failed batch can be null (Azure's batch reference), which is as good as 0.</summary>
    public static RequestCounts? Read(ReportedObject? reported) => reported is null ? null : new RequestCounts(Count(reported, "total"), Count(reported, "completed"), Count(reported, "failed"));

    private static int Count(ReportedObject reported, string name) => (int)Math.Min(reported.Count(name) ?? 0, int.MaxValue);
}

internal sealed record BatchErrors(string Object, IReadOnlyList<BatchError> Data)
{
    /// <summary>The API's list in an object, a bare list, or a sentence; null if none of them says anything.</summary>
    public static BatchErrors? Read(JsonElement? reported, Oddities odd)
    {
        if (reported is not { } errors) return null;
        var list = errors.ValueKind == JsonValueKind.Object && errors.TryGetProperty("data", out var data) ? data : errors;
        if (ServiceSentence.IsEmpty(list)) return list.ValueKind == JsonValueKind.Array && errors.ValueKind == JsonValueKind.Object ? new BatchErrors("list", []) : null;
        var items = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Take(1000).ToList() : [list];
        return new BatchErrors("list", [.. items.Select(item => BatchError.Read(item, odd)).OfType<BatchError>()]);
    }
}

/// <param name="Line">Line of the input file, from 1; null if the file as a whole is meant.</param>
internal sealed record BatchError(string? Code, int? Line, string? Message, string? Param)
{
    public static BatchError? Read(JsonElement reported, Oddities odd)
    {
        if (reported.ValueKind != JsonValueKind.Object) return ServiceSentence.Read(reported) is { } sentence ? new BatchError(null, null, sentence.Message, null) : null;
        var error = new ReportedObject(reported, "batch's error", odd);
        return new BatchError(
            error.Text("code"), error.Count("line") is { } line and <= int.MaxValue ? (int)line : null,
            error.Member("message") is { ValueKind: JsonValueKind.String } message ? message.GetString() : ServiceSentence.Read(reported)?.Message, error.Text("param"));
    }
}

internal sealed record BatchUsage(
    long InputTokens,
    long OutputTokens,
    long TotalTokens,
    InputTokensDetails? InputTokensDetails,
    OutputTokensDetails? OutputTokensDetails)
{
    /// <summary>Null unless it tells input and output.</summary>
    public static BatchUsage? Read(ReportedObject? reported)
    {
        if (reported is null || reported.Count("input_tokens") is not { } input || reported.Count("output_tokens") is not { } output) return null;
        var (inputDetails, outputDetails) = (reported.Object("input_tokens_details"), reported.Object("output_tokens_details"));
        return new BatchUsage(
            input, output, reported.Count("total_tokens") ?? (input + output),
            inputDetails?.Count("cached_tokens") is { } cached ? new InputTokensDetails(cached, inputDetails.Count("cache_write_tokens")) : null,
            outputDetails?.Count("reasoning_tokens") is { } reasoning ? new OutputTokensDetails(reasoning) : null);
    }

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
