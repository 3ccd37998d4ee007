using CallForge.OpenAI;

namespace CallForge.LocalServer.Faults;

/// <summary>A limit of the prompt tokens that all unfinished batches of a model may have together.</summary>
internal sealed class QueueLimit(long limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Model, long Tokens)> _queued = new(StringComparer.Ordinal);

    /// <summary>Takes a batch into the queue; null if it fits, or was in it before a restart.</summary>
    public BatchError? Enqueue(Batch batch, ValidatedInput input)
    {
        var tokens = TokensOf(input);
        lock (_lock)
        {
            var queued = _queued.Values.Where(other => other.Model == input.Model).Sum(other => other.Tokens);
            if (batch.Status == BatchStatus.Validating && queued + tokens > limit) return RehearsedRefusals.TokenLimit(input.Model!, limit);
            _queued[batch.Id] = (input.Model!, tokens);
            return null;
        }
    }

    public void Release(string batchId)
    {
        lock (_lock) _queued.Remove(batchId);
    }

    private static long TokensOf(ValidatedInput input)
    {
        using var file = File.OpenHandle(input.FilePath, share: FileShare.ReadWrite | FileShare.Delete);
        return Enumerable.Range(0, input.Requests.Count).AsParallel().Sum(index =>
        {
            var json = new byte[input.Requests[index].Length];
            RandomAccess.Read(file, json, input.Requests[index].Offset);
            return (long)Answers.InputTokens(InputLine.Read(json, input.Shared, index).Body!);
        });
    }
}
