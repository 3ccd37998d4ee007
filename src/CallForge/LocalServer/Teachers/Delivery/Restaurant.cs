namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>A restaurant of one conversation. It may close or run out of something, but never behind the customer's back.</summary>
/// <param name="brand">Its name without the branch.</param>
/// <param name="rating">In tenths: 46 is 4.6.</param>
internal sealed class Restaurant(RestaurantKind kind, string brand, string name, int rating, bool isOpen, SeededRandom random)
{
    // Most restaurants of a neighbourhood are never looked at, so ids and menus are made when they are.
    private List<MenuItem> MenuList => field ??= kind.Cook(random);

    public string Id => field ??= random.NextUuid();

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

    public IReadOnlyList<MenuItem> Menus => MenuList;

    public IEnumerable<MenuItem> Available => MenuList.Where(menu => menu.IsAvailable);

    public void Close() => IsOpen = false;

    public MenuItem SellOut(MenuItem menu)
    {
        var index = MenuList.IndexOf(menu);
        return MenuList[index] = menu with { IsAvailable = false };
    }
}
