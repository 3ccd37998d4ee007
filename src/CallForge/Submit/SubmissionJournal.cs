using CallForge.Files;

namespace CallForge.Submit;

/// <summary><c>batch_status.json</c> while parts are submitted: each step is on the disk before the next is taken.</summary>
internal sealed class SubmissionJournal(DataFolder folder, BatchStatusFile status)
{
    public BatchStatusFile Status { get; private set; } = status;

    public BatchPart Remember(BatchPart part)
    {
        Save(Status.With(part));
        return part;
    }

    /// <summary>Puts several parts in the place of one; those behind it move up.</summary>
    public void Replace(BatchPart part, IReadOnlyList<BatchPart> pieces) => Save(Status with
    {
        Batches = [.. Status.Batches.SelectMany(other => other.Part == part.Part ? pieces : [other]).Select((other, i) => other with { Part = i + 1 })],
    });

    private void Save(BatchStatusFile status)
    {
        status.Save(folder.BatchStatusFilePath);
        Status = status;
    }
}
