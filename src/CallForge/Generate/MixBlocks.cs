using System.Globalization;
using CallForge.Domains;

namespace CallForge.Generate;

/// <summary>Deals the entries of a mix: each block has every entry by its share, in an order of its own.</summary>
internal sealed class MixBlocks(Mix mix, long seed)
{
    private readonly int[] _block = [.. mix.Entries.SelectMany((entry, place) => Enumerable.Repeat(place, entry.Share))];

    /// <summary>One turn for each request, without an end.</summary>
    public IEnumerable<MixTurn> Deal()
    {
        for (var number = 0; ; number++)
        {
            var block = (int[])_block.Clone();
            SeededRandom.For(seed, "mix", number.ToString(CultureInfo.InvariantCulture)).Shuffle<int>(block);
            // Known without the blocks before it: they had as many turns as the shares say.
            long[] turns = [.. mix.Entries.Select(entry => (long)number * entry.Share)];
            foreach (var entry in block) yield return new MixTurn(entry, turns[entry]++);
        }
    }
}

/// <param name="Entry">Its place in the mix.</param>
/// <param name="Number">How many turns the entry had before.</param>
internal readonly record struct MixTurn(int Entry, long Number);
