namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>A restaurant of one conversation. It may close, run out of something or leave, as a script wants it.</summary>
/// <param name="brand">Its name without the branch.</param>
/// <param name="rating">In tenths: 46 is 4.6.</param>
internal sealed class Restaurant(RestaurantKind kind, string brand, string name, int rating, bool isOpen, SeededRandom random)
{
    private OpeningHours? _hours;

    // Most restaurants of a neighbourhood are never looked at, so ids and menus are made when they are.
    private List<MenuItem> MenuList => field ??= kind.Cook(random);

    public string Id => field ??= random.NextUuid();

    public RestaurantKind Kind => kind;

    public string Brand => brand;

    public string Name => name;

    public int Rating => rating;

    public bool IsOpen { get; private set; } = isOpen;

    /// <summary>Whether it is in the app no more.</summary>
    public bool IsGone { get; private set; }

    public required int MinOrderAmount { get; init; }

    public required int DeliveryFee { get; init; }

    /// <summary>Whether a response showed it already.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether a response showed its menu already.</summary>
    public bool HasKnownMenu { get; set; }

    public IReadOnlyList<MenuItem> Menus => MenuList;

    public IEnumerable<MenuItem> Available => MenuList.Where(menu => menu.IsAvailable);

    public bool IsOpenAt(Moment moment, int hourNow) =>
        (_hours ??= OpeningHours.Agreeing(IsOpen, hourNow, random)).Includes(moment);

    public void Close() => IsOpen = false;

    public void Leave() => (IsOpen, IsGone) = (false, true);

    public MenuItem SellOut(MenuItem menu)
    {
        var index = MenuList.IndexOf(menu);
        return MenuList[index] = menu with { IsAvailable = false };
    }

    /// <summary>Takes a dish off the menu for good.</summary>
    public void Withdraw(MenuItem menu) => MenuList.Remove(menu);
}
