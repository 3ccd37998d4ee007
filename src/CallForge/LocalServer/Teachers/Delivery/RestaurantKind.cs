namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>What all chicken places have in common: the words customers search by, names to take, a menu to draw from.</summary>
/// <param name="Words">Dishes and keywords that find it.</param>
/// <param name="Requests">Special requests that make sense for its food.</param>
internal sealed record RestaurantKind(
    string Category,
    IReadOnlyList<string> Words,
    IReadOnlyList<int> MinOrderAmounts,
    IReadOnlyList<string> Names,
    IReadOnlyList<MenuLine> Menus,
    IReadOnlyList<string> Requests)
{
    /// <summary>The menu of one restaurant. The first dishes of a kind are what it is known for: every one serves them.</summary>
    public List<MenuItem> Cook(SeededRandom random)
    {
        var size = Math.Min(Menus.Count, 5 + random.Next(4));
        var menus = new List<MenuItem>(size);
        for (var i = 0; i < Menus.Count; i++)
        {
            if (i >= 2 && random.Next(Menus.Count - i) >= size - menus.Count) continue;
            var (name, price, counter) = Menus[i];
            if (price >= 6000) price += (random.Next(4) - 1) * 500;
            menus.Add(new MenuItem(random.NextUuid(), name, price, counter, IsAvailable: i < 2 || random.Chance(90)));
        }

        return menus;
    }
}

internal sealed record MenuLine(string Name, int Price, string Counter);
