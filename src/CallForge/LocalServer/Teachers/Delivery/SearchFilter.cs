namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>The arguments of a search; null and false are left out of the call.</summary>
/// <param name="MinRating">In tenths.</param>
internal sealed record SearchFilter(
    string? Query = null,
    string? Category = null,
    int? MinRating = null,
    bool OnlyOpen = false,
    string? Sort = null)
{
    public bool Matches(Restaurant restaurant) =>
        (Query is null || restaurant.Kind.Words.Contains(Query) || restaurant.Name.Contains(Query, StringComparison.Ordinal))
        && (Category is null || restaurant.Kind.Category == Category)
        && (MinRating is null || restaurant.Rating >= MinRating)
        && (!OnlyOpen || restaurant.IsOpen);
}
