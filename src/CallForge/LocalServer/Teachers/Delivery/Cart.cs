namespace CallForge.LocalServer.Teachers.Delivery;

internal sealed record CartItem(string Id, MenuItem Menu, int Quantity, string? SpecialRequest)
{
    public int LineTotal => Menu.Price * Quantity;
}

internal sealed record Cart(string Id, Restaurant Restaurant, IReadOnlyList<CartItem> Items)
{
    public int Subtotal => Items.Sum(item => item.LineTotal);

    public int Missing => Math.Max(0, Restaurant.MinOrderAmount - Subtotal);

    /// <summary>One row per menu: adding it again raises the quantity.</summary>
    public Cart With(string newId, MenuItem menu, int quantity, string? specialRequest)
    {
        var same = Items.FirstOrDefault(item => item.Menu.Id == menu.Id);
        return same is null
            ? this with { Items = [.. Items, new CartItem(newId, menu, quantity, specialRequest)] }
            : Replace(same, same with { Quantity = same.Quantity + quantity, SpecialRequest = specialRequest ?? same.SpecialRequest });
    }

    public Cart Replace(CartItem old, CartItem changed) => this with { Items = [.. Items.Select(item => item == old ? changed : item)] };

    public Cart Without(IReadOnlyCollection<CartItem> removed) => this with { Items = [.. Items.Except(removed)] };
}
