namespace CallForge.Reporting;

/// <summary>How numbers are spread, of how often each occurs.</summary>
/// <param name="Median">The lower of the two in the middle, if there are two.</param>
internal sealed record Spread(int Least, int Median, int Most, double Mean)
{
    /// <summary>Null if nothing was counted.</summary>
    public static Spread? Of(SortedDictionary<int, int> counts)
    {
        var all = counts.Values.Sum();
        if (all == 0) return null;
        var seen = 0;
        var median = counts.First(count => (seen += count.Value) * 2L >= all).Key;
        return new Spread(counts.Keys.First(), median, counts.Keys.Last(), counts.Sum(count => (double)count.Key * count.Value) / all);
    }
}
