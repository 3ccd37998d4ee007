using System.Globalization;
using CallForge.Domains;

namespace CallForge.Generate;

/// <summary>
/// Deals the scenarios of a run. Scenario <c>i</c> follows from (seed, <c>i</c>), the pack, the mix and the chit-chat
/// alone, so any slice can be made anywhere and a larger run starts with the smaller one.
/// </summary>
internal sealed class ScenarioDealer
{
    /// <summary>Part of the run id: to be raised whenever the same inputs would be dealt differently.</summary>
    public const int Version = 1;

    private static readonly DateOnly FirstDay = new(2023, 1, 1);
    private static readonly DateOnly LastDay = new(2025, 12, 31);

    private readonly DomainPack _pack;
    private readonly long _seed;
    private readonly MixEntry[] _hundred;
    private readonly string[] _chitchat;
    private readonly int _chitchatPerScenario;

    /// <param name="chitchat">The lines to sample from, over their whole length and without repeats until all are used.</param>
    public ScenarioDealer(DomainPack pack, Mix mix, long seed, IReadOnlyList<string> chitchat)
    {
        _pack = pack;
        _seed = seed;
        _hundred = [.. mix.Entries.SelectMany(entry => Enumerable.Repeat(entry, entry.Share))];
        _chitchat = [.. chitchat];
        _chitchatPerScenario = mix.Entries.Max(entry => entry.Draw.GetValueOrDefault("chitchat").Max);
        SeededRandom.For(seed, "chitchat", "").Shuffle<string>(_chitchat);
    }

    public IEnumerable<Scenario> Deal(int count)
    {
        var block = Array.Empty<MixEntry>();
        for (var index = 0; index < count; index++)
        {
            var place = index % _hundred.Length;
            if (place == 0) block = Block(index / _hundred.Length);
            yield return Deal(index, block[place]);
        }
    }

    private MixEntry[] Block(int number)
    {
        var block = (MixEntry[])_hundred.Clone();
        SeededRandom.For(_seed, "mix", number.ToString(CultureInfo.InvariantCulture)).Shuffle<MixEntry>(block);
        return block;
    }

    private Scenario Deal(int index, MixEntry entry)
    {
        var random = SeededRandom.For(_seed, "scenario", index.ToString(CultureInfo.InvariantCulture));
        var pools = _pack.Pools;
        return new Scenario(
            _pack.Name,
            entry.ScenarioType,
            random.Pick(pools.Customers),
            FirstDay.AddDays(random.Next(LastDay.DayNumber - FirstDay.DayNumber + 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Complaint: random.Chance(50),
            random.Pick(pools.Manners),
            [
                .. Draw(random, entry, "topics", pools.Topics),
                .. Draw(random, entry, "chains", pools.Chains),
                .. Draw(random, entry, "clarifications", pools.Clarifications),
                .. Draw(random, entry, "corrections", pools.Corrections),
            ],
            Draw(random, entry, "unsupported", pools.Unsupported),
            DrawChitchat(random, index, entry));
    }

    private static T[] Draw<T>(SeededRandom random, MixEntry entry, string pool, IReadOnlyList<T> items)
    {
        var drawn = new T[Count(random, entry, pool)];
        var taken = new HashSet<int>();
        for (var i = 0; i < drawn.Length; i++)
        {
            int item;
            do item = random.Next(items.Count);
            while (!taken.Add(item));
            drawn[i] = items[item];
        }

        return drawn;
    }

    private string[] DrawChitchat(SeededRandom random, int index, MixEntry entry)
    {
        var drawn = new string[Count(random, entry, "chitchat")];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = _chitchat[(int)(((long)index * _chitchatPerScenario + i) % _chitchat.Length)];
        return drawn;
    }

    private static int Count(SeededRandom random, MixEntry entry, string pool)
    {
        var (min, max) = entry.Draw.GetValueOrDefault(pool);
        return min + random.Next(max - min + 1);
    }
}
