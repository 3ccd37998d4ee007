using System.Collections.Concurrent;

namespace CallForge.LocalServer.Faults;

/// <summary>Counts from 1 for each key; from any thread.</summary>
internal sealed class Counter
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Next(string key) => _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
}
