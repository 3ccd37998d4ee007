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
    private readonly IReadOnlyList<MixEntry> _entries;
    private readonly MixBlocks _blocks;
    private readonly Dictionary<string, int[]>[] _decks;
    private readonly string[] _chitchat;
    private readonly int _chitchatPerScenario;

    /// <param name="chitchat">The lines to sample from, over their whole length and without repeats until all are used.</param>
    public ScenarioDealer(DomainPack pack, Mix mix, long seed, IReadOnlyList<string> chitchat)
    {
        _pack = pack;
        _seed = seed;
        _blocks = new MixBlocks(mix, seed);
        _entries = mix.Entries;
        _decks = [.. mix.Entries.Select(Decks)];
        _chitchat = [.. chitchat];
        _chitchatPerScenario = mix.Entries.Max(entry => entry.Draw.GetValueOrDefault("chitchat").Max);
        SeededRandom.For(seed, "chitchat", "").Shuffle<string>(_chitchat);
    }

    public IEnumerable<Scenario> Deal(int count) => _blocks.Deal().Take(count).Select((turn, index) => Deal(index, turn));

    /// <summary>For each pool that an entry draws only some items of, these in an order of the seed's.</summary>
    private Dictionary<string, int[]> Decks(MixEntry entry, int number) => entry.Draw
        .Where(draw => draw.Value.Of is not null)
        .ToDictionary(draw => draw.Key, draw =>
        {
            int[] deck = [.. draw.Value.Of!];
            SeededRandom.For(_seed, "deck", $"{number.ToString(CultureInfo.InvariantCulture)} {draw.Key}").Shuffle<int>(deck);
            return deck;
        });

    private Scenario Deal(int index, MixTurn turn)
    {
        var random = SeededRandom.For(_seed, "scenario", index.ToString(CultureInfo.InvariantCulture));
        var pools = _pack.Pools;
        var entry = _entries[turn.Entry];
        return new Scenario(
            _pack.Name,
            entry.ScenarioType,
            random.Pick(pools.Customers),
            FirstDay.AddDays(random.Next(LastDay.DayNumber - FirstDay.DayNumber + 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Complaint: random.Chance(50),
            random.Pick(pools.Manners),
            [
                .. Draw(random, turn, "topics", pools.Topics),
                .. Draw(random, turn, "chains", pools.Chains),
                .. Draw(random, turn, "clarifications", pools.Clarifications),
                .. Draw(random, turn, "corrections", pools.Corrections),
            ],
            Draw(random, turn, "unsupported", pools.Unsupported),
            DrawChitchat(random, index, entry),
            entry.Group);
    }

    private T[] Draw<T>(SeededRandom random, MixTurn turn, string pool, IReadOnlyList<T> items)
    {
        var entry = _entries[turn.Entry];
        var drawn = new T[Count(random, entry, pool)];
        if (_decks[turn.Entry].TryGetValue(pool, out var deck))
            DrawInTurn(turn.Number * entry.Draw[pool].Max, deck, items, drawn);
        else
            DrawAtRandom(random, items, drawn);
        return drawn;
    }

    /// <summary>Where few are to choose from, chance would repeat some and leave out others: each turn takes the next of the deck.</summary>
    private static void DrawInTurn<T>(long start, int[] deck, IReadOnlyList<T> items, T[] drawn)
    {
        for (var i = 0; i < drawn.Length; i++) drawn[i] = items[deck[(int)((start + i) % deck.Length)]];
    }

    private static void DrawAtRandom<T>(SeededRandom random, IReadOnlyList<T> items, T[] drawn)
    {
        var taken = new HashSet<int>();
        for (var i = 0; i < drawn.Length; i++)
        {
            int item;
            do item = random.Next(items.Count);
            while (!taken.Add(item));
            drawn[i] = items[item];
        }
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
        var (min, max, _) = entry.Draw.GetValueOrDefault(pool);
        return min + random.Next(max - min + 1);
    }
}
