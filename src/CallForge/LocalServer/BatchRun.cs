using CallForge.LocalServer.Faults;
using CallForge.OpenAI;
using Microsoft.Win32.SafeHandles;

namespace CallForge.LocalServer;

/// <summary>
/// Runs the requests of a batch on all cores and writes their lines in one shuffled order: the real service promises
/// none, and a client must not come to rely on ours. Memory is that of <see cref="Window"/> requests.
/// </summary>
internal sealed class BatchRun(BatchJob job, Answers answers)
{
    private const int Window = 128;

    private readonly ValidatedInput _input = job.Input;
    private readonly RequestSlot[] _slots = [.. Enumerable.Range(0, Window).Select(_ => new RequestSlot(job.Endpoint, answers, job.Time))];

    public RequestCounts Counts { get; private set; } = new(job.Input.Requests.Count, 0, 0);

    public BatchUsage Usage { get; private set; } = NoUsage;

    public static BatchUsage NoUsage { get; } = new(0, 0, 0, new InputTokensDetails(0), new OutputTokensDetails(0));

    public void Write(Stream output, Stream errors, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(_input.FilePath, share: FileShare.ReadWrite | FileShare.Delete);
        var order = ShuffledOrder();
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        for (var start = 0; start < order.Length; start += Window)
        {
            var count = Math.Min(Window, order.Length - start);
            var first = start;
            Parallel.For(0, count, parallel, i => Run(_slots[i], file, order[first + i], job.ReasonToStop(first + i)));
            foreach (var slot in _slots.AsSpan(0, count))
            {
                (slot.IsError ? errors : output).Write(slot.Line.WrittenSpan);
                Count(slot);
            }

            job.Show(Counts, Usage);
        }
    }

    private int[] ShuffledOrder()
    {
        var order = Enumerable.Range(0, _input.Requests.Count).ToArray();
        var size = _input.Requests[^1].Offset + _input.Requests[^1].Length;
        SeededRandom.For(size, "batch output order", _input.Model ?? "").Shuffle<int>(order);
        return order;
    }

    private void Run(RequestSlot slot, SafeFileHandle file, int index, string? reason)
    {
        var place = _input.Requests[index];
        var json = slot.Take(place.Length);
        RandomAccess.Read(file, json, place.Offset);
        var line = InputLine.Read(json, _input.Shared, index);
        var hash = OutputLine.HashOf(json);
        if (reason is not null)
            slot.Skip(line, hash, reason);
        else if (job.Faults?.Find(line.CustomId!, index) is { } fault)
            LineFaults.Run(fault, slot, line, hash, index);
        else
            slot.Run(line, hash, index);
    }

    private void Count(RequestSlot slot)
    {
        Counts = Counts with { Completed = Counts.Completed + slot.Counts.Completed, Failed = Counts.Failed + slot.Counts.Failed };
        if (slot.Answer is not { } answer) return;
        Usage = Usage.Plus(answer.InputTokens, answer.CachedTokens, answer.OutputTokens, answer.ReasoningTokens);
    }
}
