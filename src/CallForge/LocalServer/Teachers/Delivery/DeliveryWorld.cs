namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>
/// The backend behind the eleven functions, for one conversation. It refuses what a real one would refuse, so whatever
/// a script does with it is consistent.
/// </summary>
internal sealed class DeliveryWorld(DeliveryData data, string userId, string date, int addressCount, SeededRandom random)
{
    private readonly Dictionary<string, Order> _orders = [];

    public string UserId => userId;

    public DeliveryData Data => data;

    public Neighbourhood Neighbourhood { get; } = new(data, random);

    public AddressBook Addresses { get; } = new(data, random, addressCount);

    public Clock Clock { get; } = new(date, random);

    public Cart? Cart { get; private set; }

    public Checkout? Checkout { get; private set; }

    /// <summary>What the payment provider answers next.</summary>
    public bool DeclinesNextPayment { get; set; }

    /// <summary>A cart from before the conversation, which no response has shown yet.</summary>
    public void FillCart(Restaurant restaurant, IEnumerable<(MenuItem Menu, int Quantity)> rows)
    {
        Cart = new Cart(random.NextUuid(), restaurant, []);
        foreach (var (menu, quantity) in rows)
        {
            // Requests are written for what the restaurant is known for.
            var mayWish = Cart.Items.Count == 0 && restaurant.Menus.Take(2).Contains(menu);
            var request = mayWish && random.Chance(40) ? random.Pick(restaurant.Kind.Requests) : null;
            Cart = Cart.With(random.NextUuid(), menu, quantity, request);
        }
    }

    public FunctionError? Add(Restaurant restaurant, MenuItem menu, int quantity, string? specialRequest)
    {
        if (!restaurant.IsOpen) return FunctionError.Closed;
        if (restaurant.Menus.FirstOrDefault(one => one.Id == menu.Id) is not { } known) return FunctionError.NotFound("메뉴");
        if (!known.IsAvailable) return FunctionError.SoldOut;
        if (Cart is { Items.Count: > 0 } && Cart.Restaurant != restaurant) return FunctionError.DifferentRestaurant;
        if (Cart is not { Items.Count: > 0 }) Cart = new Cart(random.NextUuid(), restaurant, []);
        Cart = Cart.With(random.NextUuid(), menu, quantity, specialRequest);
        Checkout = null;
        return null;
    }

    public FunctionError? Update(CartItem item, int? quantity, string? specialRequest)
    {
        if (!Cart!.Items.Contains(item)) return FunctionError.NotFound("장바구니 항목");
        Cart = Cart.Replace(item, item with { Quantity = quantity ?? item.Quantity, SpecialRequest = specialRequest ?? item.SpecialRequest });
        Checkout = null;
        return null;
    }

    public void Remove(IReadOnlyCollection<CartItem> items)
    {
        Cart = Cart!.Without(items);
        Checkout = null;
    }

    public FunctionError? Prepare(Address address, string? note)
    {
        if (Cart is not { Items.Count: > 0 }) return FunctionError.EmptyCart;
        if (!Cart.Restaurant.IsOpen) return FunctionError.Closed;
        if (!Addresses.Addresses.Contains(address)) return FunctionError.NotFound("배송지");
        if (Cart.Missing > 0) return FunctionError.BelowMinimum(Cart.Restaurant.MinOrderAmount);
        Checkout = new Checkout(Cart, address, note, FunctionResponses.Checkout(userId, Cart, address, note));
        return null;
    }

    /// <summary>Places the prepared checkout, after which the cart is gone; null if the payment is declined.</summary>
    public Order? Place()
    {
        if (DeclinesNextPayment)
        {
            DeclinesNextPayment = false;
            return null;
        }

        var created = Clock.Now;
        var isPaid = random.Chance(75);
        var status = isPaid ? "paid" : "pending";
        var order = Know(new Order(random.NextUuid(), status, status, isPaid ? created : null, created));
        (Cart, Checkout) = (null, null);
        return order;
    }

    /// <summary>An order from before the conversation.</summary>
    public Order Remember(string status, string paymentStatus, bool wasPaid)
    {
        var ago = 600 + random.Next(2400);
        var paidAt = wasPaid ? Clock.Ago(ago - 2 - random.Next(40)) : null;
        return Know(new Order(random.NextUuid(), status, paymentStatus, paidAt, Clock.Ago(ago)));
    }

    public Order? Find(string orderId) => _orders.GetValueOrDefault(orderId);

    private Order Know(Order order) => _orders[order.Id] = order;
}
