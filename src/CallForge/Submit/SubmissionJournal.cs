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

    /// <summary>Makes two parts of one. The second is put behind all others: a part keeps its number for good.</summary>
    public void Split(BatchPart part, BatchPart first, BatchPart second)
    {
        var status = Status.With(first with { Part = part.Part });
        Save(status with { Batches = [.. status.Batches, second with { Part = status.Batches.Count + 1 }] });
    }

    private void Save(BatchStatusFile status)
    {
        status.Save(folder.BatchStatusFilePath);
        Status = status;
    }
}
