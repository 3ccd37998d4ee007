namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>
/// The restaurants that deliver to this customer: two kinds of each category, two or three restaurants of a kind.
/// Small, so that a search shows everything it finds, and dishes nobody serves are left over for searches without result.
/// </summary>
internal sealed class Neighbourhood
{
    private readonly List<Restaurant> _restaurants = [];
    private readonly List<RestaurantKind> _kinds = [];
    private readonly DeliveryData _data;
    private readonly SeededRandom _random;

    public Neighbourhood(DeliveryData data, SeededRandom random)
    {
        _data = data;
        _random = random;
        foreach (var kinds in data.KindsByCategory)
        {
            var first = random.Next(kinds.Count);
            var second = (first + 1 + random.Next(kinds.Count - 1)) % kinds.Count;
            Settle(kinds[first]);
            Settle(kinds[second]);
        }
    }

    public IReadOnlyList<Restaurant> Restaurants => _restaurants;

    /// <summary>The kinds of which a restaurant is open.</summary>
    public IReadOnlyList<RestaurantKind> Kinds => [.. _kinds.Where(kind => _restaurants.Exists(here => here.IsOpen && here.Kind == kind))];

    /// <summary>Those open; an open neighbour of the same kind could stand in for each.</summary>
    public IReadOnlyList<Restaurant> Replaceable =>
        [.. _restaurants.Where(here => here.IsOpen && _restaurants.Exists(other => other != here && other.IsOpen && other.Kind == here.Kind))];

    public IEnumerable<string> MissingDishes =>
        _data.KindsByCategory.SelectMany(kinds => kinds).Except(_kinds).SelectMany(kind => kind.Words)
            .Where(word => !_restaurants.Exists(here => new SearchFilter(word).Matches(here)));

    public IReadOnlyList<Restaurant> Search(SearchFilter filter)
    {
        var found = _restaurants.Where(here => !here.IsGone && filter.Matches(here));
        return filter.Sort switch
        {
            "rating" => [.. found.OrderByDescending(restaurant => restaurant.Rating)],
            "delivery_fee" => [.. found.OrderBy(restaurant => restaurant.DeliveryFee)],
            _ => [.. found],
        };
    }

    private void Settle(RestaurantKind kind)
    {
        _kinds.Add(kind);
        var first = _random.Next(kind.Names.Count);
        var count = 2 + _random.Next(2);
        // Now and then two branches of one name, so that a search by name finds both.
        var isChain = _random.Chance(30);
        for (var i = 0; i < count; i++)
        {
            var brand = kind.Names[isChain && i == 1 ? first : (first + i) % kind.Names.Count];
            Open(kind, brand, isChain || _random.Chance(35), mustBeOpen: i == 0);
        }
    }

    private void Open(RestaurantKind kind, string brand, bool isBranch, bool mustBeOpen)
    {
        var name = brand;
        while (isBranch && (name == brand || _restaurants.Exists(other => other.Name == name)))
            name = $"{brand} {_random.Pick(_data.Areas)}점";
        var rating = Math.Min(50, 36 + _random.Next(8) + _random.Next(8));
        _restaurants.Add(new Restaurant(kind, brand, name, rating, mustBeOpen || _random.Chance(72), _random)
        {
            MinOrderAmount = _random.Pick(kind.MinOrderAmounts),
            DeliveryFee = 1000 + (_random.Next(7) * 500),
        });
    }
}
