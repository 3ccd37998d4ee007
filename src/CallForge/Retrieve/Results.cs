using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>What became of the requests so far.</summary>
/// <param name="BilledBy">What the answers say they are billed for, by the id of their batch or the name of their file.</param>
internal sealed record Books(int Requests, int Usable, int Failed, IReadOnlyDictionary<string, TokenUsage> BilledBy)
{
    public int Pending => Requests - Usable - Failed;
}

/// <summary>Makes results of what is in <c>raw/</c>, at no cost, as often as one likes.</summary>
internal static class Results
{
    /// <param name="status">Null if nothing was submitted from this folder.</param>
    public static Books Make(BatchStatusFile? status, string inputPath, DataFolder folder, string resultListPath, Action<long, long> progress)
    {
        var raw = new RawFiles(folder);
        var requests = RequestIndex.Read(inputPath);
        var collector = new ResultCollector(requests, raw);
        var first = 0;
        foreach (var part in status?.FirstAttempts ?? [])
        {
            if (IsHere(part)) collector.Add(part, Enumerable.Range(first, Math.Clamp(requests.Count - first, 0, part.Requests)));
            first += part.Requests;
        }

        foreach (var part in (status?.Batches ?? []).Where(part => part.Attempt > 1 && IsHere(part)).OrderBy(part => part.Attempt))
            collector.Add(part, requests.PlacesOf(inputPath, part.Ranges));
        var imported = ImportedFile.Of(folder);
        foreach (var file in imported) collector.Add(file);
        collector.Write(inputPath, folder, resultListPath, progress);
        if (imported.Count > 0) RestOfInput.Write(inputPath, folder);
        return new Books(requests.Count, collector.Usable, collector.Failed, collector.BilledBy);

        bool IsHere(BatchPart part) => part.Batch is { IsTerminal: true } && (part.Files is not null || raw.Has(part));
    }
}
