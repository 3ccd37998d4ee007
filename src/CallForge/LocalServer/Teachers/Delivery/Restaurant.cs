namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>A restaurant of one conversation. It may close or run out of something, but never behind the customer's back.</summary>
/// <param name="brand">Its name without the branch.</param>
/// <param name="rating">In tenths: 46 is 4.6.</param>
internal sealed class Restaurant(string id, RestaurantKind kind, string brand, string name, int rating, bool isOpen)
{
    private readonly List<MenuItem> _menus = [];

    public string Id => id;

    public RestaurantKind Kind => kind;

    public string Brand => brand;

    public string Name => name;

    public int Rating => rating;

    public bool IsOpen { get; private set; } = isOpen;

    public required int MinOrderAmount { get; init; }

    public required int DeliveryFee { get; init; }

    /// <summary>Whether a response showed it already.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether a response showed its menu already.</summary>
    public bool HasKnownMenu { get; set; }

    public IReadOnlyList<MenuItem> Menus => _menus;

    public IEnumerable<MenuItem> Available => _menus.Where(menu => menu.IsAvailable);

    public void Serve(MenuItem menu) => _menus.Add(menu);

    public void Close() => IsOpen = false;

    public MenuItem SellOut(MenuItem menu)
    {
        var index = _menus.IndexOf(menu);
        return _menus[index] = menu with { IsAvailable = false };
    }
}
