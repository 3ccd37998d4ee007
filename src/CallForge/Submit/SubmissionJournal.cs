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

    /// <summary>Makes several parts of one. All but the first are put behind all others: a part keeps its number for good.</summary>
    public void Split(BatchPart part, IReadOnlyList<BatchPart> pieces)
    {
        var status = Status.With(pieces[0] with { Part = part.Part });
        Save(status with { Batches = [.. status.Batches, .. pieces.Skip(1).Select((piece, i) => piece with { Part = status.Batches.Count + 1 + i })] });
    }

    private void Save(BatchStatusFile status)
    {
        status.Save(folder.BatchStatusFilePath);
        Status = status;
    }
}
