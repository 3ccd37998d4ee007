using CallForge.Domains;
using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers;

/// <summary>One conversation while it is played: the world, who speaks, and what both sides have seen so far.</summary>
internal sealed class Scene
{
    private readonly HashSet<RestaurantKind> _mentioned = [];

    public Scene(Scenario scenario, TeacherData data, SeededRandom random)
    {
        Random = random;
        Phrases = data.Phrases;
        Transcript = new Transcript(scenario.UserId, scenario.Date);
        Voice = new Voice(data.Phrases, Phrases.MannerOf(scenario.Manner.Id), random);
        Dialogue = new Dialogue(Transcript, Voice, random);
        World = new DeliveryWorld(data.Delivery, scenario.UserId, scenario.Date, 2 + random.Next(2), random);
        Functions = new Functions(World, Transcript, Dialogue.BeforeCall);
    }

    public SeededRandom Random { get; }

    public Phrases Phrases { get; }

    public Transcript Transcript { get; }

    public Voice Voice { get; }

    public Dialogue Dialogue { get; }

    public DeliveryWorld World { get; }

    public Functions Functions { get; }

    /// <summary>What the last search found.</summary>
    public IReadOnlyList<Restaurant> Results { get; set; } = [];

    /// <summary>Every filter searched by, so that nobody searches twice for the same.</summary>
    public HashSet<SearchFilter> Searched { get; } = [];

    /// <summary>The order placed in this conversation.</summary>
    public Order? Placed { get; set; }

    public void Customer(string symbol, params ReadOnlySpan<(string Name, string Value)> slots) => Dialogue.Customer(symbol, slots);

    public void Agent(string symbol, params ReadOnlySpan<(string Name, string Value)> slots) => Dialogue.Agent(symbol, slots);

    public bool Chance(int percent) => Random.Chance(percent);

    public T Pick<T>(IReadOnlyList<T> items) => Random.Pick(items);

    /// <summary>A dish somebody here serves, another one each time as long as there are any.</summary>
    public string Dish()
    {
        var kinds = World.Neighbourhood.Kinds;
        var fresh = kinds.Where(kind => !_mentioned.Contains(kind)).ToList();
        var kind = Pick(fresh.Count > 0 ? fresh : kinds);
        _mentioned.Add(kind);
        return Chance(55) ? kind.Words[0] : Pick(kind.Words);
    }

    public bool IsDish(string word) => World.Data.KindsByCategory.Any(kinds => kinds.Any(kind => kind.Words.Contains(word)));

    public string Category() => Pick(World.Neighbourhood.Kinds).Category;
}
