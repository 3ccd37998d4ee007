using CallForge.OpenAI;

namespace CallForge.LocalServer.Faults;

/// <summary>
/// Which batch has which faults. A batch is known by its place in the order of creation, so its faults are the same
/// after a restart; only looks and lists are counted anew.
/// </summary>
internal sealed class FaultyBatches(FaultPlan plan, BatchStore batches)
{
    private readonly IReadOnlyList<Fault> _ofBatches = plan.Of(FaultLayer.Batch);
    private readonly IReadOnlyList<Fault> _ofLines = plan.Of(FaultLayer.Line);
    private readonly Counter _looks = new();
    private readonly Counter _lists = new();

    /// <summary>Null if there is none.</summary>
    public QueueLimit? Queue { get; } = plan.Faults.FirstOrDefault(fault => fault.Kind.Name == "queue-limit") is { } fault
        ? new QueueLimit((long)fault.Value)
        : null;

    public BatchFaults Of(string batchId)
    {
        if (_ofBatches.Count + _ofLines.Count == 0) return BatchFaults.None;
        var (number, attempt) = batches.PlaceOf(batchId);
        var lines = _ofLines.Where(fault => (fault.Batch ?? number) == number).ToList();
        return new BatchFaults(
            [.. _ofBatches.Where(fault => fault.Hits(new Occurrence(number, attempt, $"batch {number}"), plan.Seed))],
            lines.Count > 0 ? new LineFaults(lines, plan.Seed) : null);
    }

    public Batch Show(Batch batch) => Of(batch.Id).Show(batch, () => _looks.Next(batch.Id));

    /// <summary>To be asked once for each list.</summary>
    public bool IsListed(Batch batch) => Of(batch.Id).Find("late-in-list") is not { } fault || _lists.Next(batch.Id) > fault.Value;
}
