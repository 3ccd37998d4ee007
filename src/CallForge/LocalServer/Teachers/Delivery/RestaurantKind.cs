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
    IReadOnlyList<string> Requests);

internal sealed record MenuLine(string Name, int Price, string Counter);
