using System.Runtime.InteropServices;
using System.Text;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>
/// Counts texts exactly, in a few bytes each: only the most frequent are kept as texts. A text that ends among them was
/// among them when it was last counted, for the others only grow, so it is caught then at the latest.
/// </summary>
internal sealed class TextCounter
{
    private const int MaxKept = 10;
    private const int MaxLength = 200;

    private readonly Dictionary<ulong, int> _counts = [];
    private readonly Dictionary<ulong, string> _mostFrequent = [];

    // What was counted less often cannot be among them: the kept ones only grow.
    private int _leastKept = 2;

    public void Add(HashedText text)
    {
        var count = ++CollectionsMarshal.GetValueRefOrAddDefault(_counts, text.Hash, out _);
        if (count < _leastKept || _mostFrequent.ContainsKey(text.Hash)) return;
        if (_mostFrequent.Count == MaxKept)
        {
            var last = _mostFrequent.Keys.MaxBy(Rank);
            _leastKept = _counts[last];
            if (Rank(last).CompareTo(Rank(text.Hash)) < 0) return;
            _mostFrequent.Remove(last);
        }

        _mostFrequent[text.Hash] = Beginning(text.Text.Span);
    }

    public TextFigures ToFigures() => new(
        _counts.Count,
        [.. _mostFrequent.Select(text => new TextCount(text.Value, _counts[text.Key])).OrderByDescending(text => text.Count).ThenBy(text => text.Text, StringComparer.Ordinal)]);

    /// <summary>Lower is more frequent. Equal counts are ranked by hash, which no order of the conversations changes.</summary>
    private (int, ulong) Rank(ulong hash) => (-_counts[hash], hash);

    private static string Beginning(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        if (text.Length <= MaxLength) return text;
        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..length] + "…";
    }
}
