using CallForge.LocalServer.Faults;
using CallForge.OpenAI;
using Microsoft.Win32.SafeHandles;

namespace CallForge.LocalServer;

/// <summary>
/// Runs the requests of a batch on all cores and writes their lines in one shuffled order: the real service promises
/// none, and a client must not come to rely on ours. Memory is that of <see cref="Window"/> requests.
/// </summary>
/// <param name="reasonToStop">Given a place in the order, why that request must not run any more; null if it may.</param>
internal sealed class BatchRun(
    ValidatedInput input, InferenceEndpoint endpoint, Answers answers, long time, LineFaults? faults, Func<int, string?> reasonToStop)
{
    private const int Window = 128;

    private readonly RequestSlot[] _slots = [.. Enumerable.Range(0, Window).Select(_ => new RequestSlot(endpoint, answers, time))];

    public RequestCounts Counts { get; private set; } = new(input.Requests.Count, 0, 0);

    public BatchUsage Usage { get; private set; } = NoUsage;

    public static BatchUsage NoUsage { get; } = new(0, 0, 0, new InputTokensDetails(0), new OutputTokensDetails(0));

    public void Write(Stream output, Stream errors, Action<BatchRun> progress, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(input.FilePath, share: FileShare.ReadWrite | FileShare.Delete);
        var order = ShuffledOrder();
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        for (var start = 0; start < order.Length; start += Window)
        {
            var count = Math.Min(Window, order.Length - start);
            var first = start;
            Parallel.For(0, count, parallel, i => Run(_slots[i], file, order[first + i], reasonToStop(first + i)));
            foreach (var slot in _slots.AsSpan(0, count))
            {
                (slot.IsError ? errors : output).Write(slot.Line.WrittenSpan);
                Count(slot);
            }

            progress(this);
        }
    }

    private int[] ShuffledOrder()
    {
        var order = Enumerable.Range(0, input.Requests.Count).ToArray();
        var size = input.Requests[^1].Offset + input.Requests[^1].Length;
        SeededRandom.For(size, "batch output order", input.Model ?? "").Shuffle<int>(order);
        return order;
    }

    private void Run(RequestSlot slot, SafeFileHandle file, int index, string? reason)
    {
        var place = input.Requests[index];
        var json = slot.Take(place.Length);
        RandomAccess.Read(file, json, place.Offset);
        var line = InputLine.Read(json, input.Shared, index);
        var hash = OutputLine.HashOf(json);
        if (reason is not null)
            slot.Skip(line, hash, reason);
        else if (faults?.Find(line.CustomId!, index) is { } fault)
            LineFaults.Run(fault, slot, line, hash, index);
        else
            slot.Run(line, hash, index);
    }

    private void Count(RequestSlot slot)
    {
        Counts = Counts with { Completed = Counts.Completed + slot.Counts.Completed, Failed = Counts.Failed + slot.Counts.Failed };
        if (slot.Answer is not { } answer) return;
        Usage = new BatchUsage(
            Usage.InputTokens + answer.InputTokens,
            Usage.OutputTokens + answer.OutputTokens,
            Usage.TotalTokens + answer.InputTokens + answer.OutputTokens,
            new InputTokensDetails(Usage.InputTokensDetails!.CachedTokens + answer.CachedTokens),
            new OutputTokensDetails(Usage.OutputTokensDetails!.ReasoningTokens + answer.ReasoningTokens));
    }
}
