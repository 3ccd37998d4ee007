using CallForge.OpenAI;

namespace CallForge.LocalServer.Faults;

/// <summary>The faults of one batch.</summary>
/// <param name="Lines">Null if its lines have none.</param>
internal sealed record BatchFaults(IReadOnlyList<Fault> Faults, LineFaults? Lines)
{
    public static BatchFaults None { get; } = new([], Lines: null);

    /// <summary>How much longer the batch is in progress.</summary>
    public TimeSpan Delay => TimeSpan.FromSeconds(Find("slow-batch")?.Value ?? 0);

    /// <summary>Why the batch ends part-way; null if it does not.</summary>
    public string? ReasonToStop => Find("expired") is not null ? "batch_expired" : Find("cancelled") is not null ? "batch_cancelled" : null;

    /// <summary>Whether null keys are left out when the batch is shown.</summary>
    public bool OmitsNulls => Find("no-file-id") is not null;

    public Fault? Find(string name) => Faults.FirstOrDefault(fault => fault.Kind.Name == name);

    /// <summary>How many of its requests a batch that ends part-way runs.</summary>
    public int RequestsToRun(int count) => (Find("expired") ?? Find("cancelled")) is { } fault ? (int)(count * fault.Value) : count;

    /// <summary>What makes the batch fail though its input is good.</summary>
    public IReadOnlyList<BatchError> ErrorsOf(Batch batch, ValidatedInput input)
    {
        if (Find("file-not-found") is not null) return [BatchValidation.FileNotFound(batch.InputFileId)];
        if (Find("token-limit") is not null) return [RehearsedRefusals.TokenLimit(input.Model!, RehearsedRefusals.RecordedTokenLimit)];
        return Find("validation-failed") is null
            ? []
            : [BatchValidation.NoJson(1), BatchValidation.Missing("custom_id", input.Requests.Count)];
    }

    /// <summary>As seen of batches whose failed requests were counted as completed (tidyverse/ellmer #830); without any, the other way about.</summary>
    public RequestCounts? Contradict(RequestCounts? counts) => Find("wrong-counts") is null || counts is null
        ? counts
        : counts.Failed > 0 ? counts with { Completed = counts.Total, Failed = 0 } : counts with { Completed = counts.Total - 1, Failed = 1 };

    /// <param name="looks">How often the batch has been looked at since it ended.</param>
    public Batch Show(Batch batch, Func<int> looks)
    {
        if (Find("empty-file-id") is not null)
            return batch with { OutputFileId = batch.OutputFileId ?? "", ErrorFileId = batch.ErrorFileId ?? "" };
        return Find("null-file-id") is { } hidden && batch.IsTerminal && (hidden.Value == 0 || looks() <= hidden.Value)
            ? batch with { OutputFileId = null, ErrorFileId = null }
            : batch;
    }
}
