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

    /// <summary>A cart from before the conversation, which no response has shown yet.</summary>
    public void FillCart(Restaurant restaurant, IEnumerable<MenuItem> menus)
    {
        Cart = new Cart(random.NextUuid(), restaurant, []);
        foreach (var menu in menus)
        {
            var request = Cart.Items.Count == 0 && random.Chance(25) ? random.Pick(restaurant.Kind.Requests) : null;
            Cart = Cart.With(random.NextUuid(), menu, 1 + random.Next(2), request);
        }
    }

    public FunctionError? Add(Restaurant restaurant, MenuItem menu, int quantity, string? specialRequest)
    {
        if (!restaurant.IsOpen) return new FunctionError("RESTAURANT_CLOSED", "현재 영업 중이 아닌 가게입니다.");
        if (!restaurant.Menus.Contains(menu) || !menu.IsAvailable) return new FunctionError("ITEM_SOLD_OUT", "품절된 메뉴입니다.");
        if (Cart is { Items.Count: > 0 } && Cart.Restaurant != restaurant)
            return new FunctionError("DIFFERENT_RESTAURANT", "장바구니에 다른 가게의 메뉴가 담겨 있습니다.");
        if (Cart is not { Items.Count: > 0 }) Cart = new Cart(random.NextUuid(), restaurant, []);
        Cart = Cart.With(random.NextUuid(), menu, quantity, specialRequest);
        Checkout = null;
        return null;
    }

    public CartItem Update(CartItem item, int? quantity, string? specialRequest)
    {
        var changed = item with { Quantity = quantity ?? item.Quantity, SpecialRequest = specialRequest ?? item.SpecialRequest };
        Cart = Cart!.Replace(item, changed);
        Checkout = null;
        return changed;
    }

    public void Remove(IReadOnlyCollection<CartItem> items)
    {
        Cart = Cart!.Without(items);
        Checkout = null;
    }

    public FunctionError? Prepare(Address address, string? note)
    {
        if (Cart is not { Items.Count: > 0 }) return new FunctionError("EMPTY_CART", "장바구니가 비어 있습니다.");
        if (Cart.Missing > 0)
        {
            var minimum = Language.Numerals.Won(Cart.Restaurant.MinOrderAmount);
            return new FunctionError("BELOW_MIN_ORDER_AMOUNT", $"최소 주문 금액 {minimum}을 채우지 못했습니다.");
        }

        Checkout = new Checkout(Cart, address, note, FunctionResponses.Checkout(userId, Cart, address, note));
        return null;
    }

    /// <summary>Places the prepared checkout; the cart is gone afterwards.</summary>
    public Order Place()
    {
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
