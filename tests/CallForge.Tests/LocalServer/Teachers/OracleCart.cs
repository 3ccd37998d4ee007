using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>The cart as the oracle expects it: invariants 6 and 7.</summary>
internal sealed class OracleCart
{
    private readonly Dictionary<string, (string MenuId, int Quantity, int Price, string? Request)> _items = [];
    private bool _isKnown;

    /// <summary>Whose dishes it holds, as far as a response told.</summary>
    public string? RestaurantId { get; private set; }

    public bool IsKnown => _isKnown;

    public int Subtotal => _items.Values.Sum(item => item.Quantity * item.Price);

    public void ReadCart(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Null)
        {
            Assert.Empty(_items);
            _isKnown = true;
        }
        else if (_isKnown) CheckItems(response);
        else Adopt(response);
        RestaurantId = response.ValueKind == JsonValueKind.Null ? null : response.Text("restaurant_id");
    }

    public void Add(JsonElement arguments, JsonElement response, OracleMarket market)
    {
        var menuId = arguments.Text("menu_item_id")!;
        var quantity = arguments.Number("quantity");
        Assert.Equal(arguments.Text("restaurant_id"), response.Text("restaurant_id"));
        var row = response.GetProperty("items").EnumerateArray().Single(item => item.Text("menu_item_id") == menuId);
        Assert.Equal(market.Menu(menuId), (row.Text("menu_name")!, row.Number("unit_price_snapshot")));
        var id = row.Text("cart_item_id")!;
        var before = _items.TryGetValue(id, out var same) ? same.Quantity : 0;
        var request = arguments.TryGetProperty("special_request", out var asked) ? asked.GetString() : same.Request;
        _items[id] = (menuId, before + quantity, market.Menu(menuId).Price, request);
        _isKnown = true;
        RestaurantId = arguments.Text("restaurant_id");
        CheckItems(response);
    }

    public void Update(JsonElement arguments, JsonElement response)
    {
        var id = arguments.Text("cart_item_id")!;
        var item = _items[id];
        if (arguments.TryGetProperty("quantity", out var quantity)) item.Quantity = quantity.GetInt32();
        if (arguments.TryGetProperty("special_request", out var request)) item.Request = request.GetString();
        _items[id] = item;
        CheckItems(response);
    }

    public void Remove(JsonElement arguments, JsonElement response)
    {
        var ids = arguments.GetProperty("cart_item_ids");
        Assert.Equal(ids.GetRawText(), response.GetProperty("removed_cart_item_ids").GetRawText());
        foreach (var id in ids.EnumerateArray()) Assert.True(_items.Remove(id.GetString()!));
        CheckItems(response);
    }

    public void Clear()
    {
        _items.Clear();
        (RestaurantId, _isKnown) = (null, true);
    }

    /// <summary>Somebody has taken it out.</summary>
    public void Lose(string itemId) => Assert.True(_items.Remove(itemId));

    public void CheckItems(JsonElement response)
    {
        var rows = response.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(_items.Count, rows.Count);
        foreach (var row in rows)
        {
            var item = _items[row.Text("cart_item_id")!];
            Assert.Equal(item, Read(row));
            Assert.Equal(item.Quantity * item.Price, row.Number("line_total"));
        }

        Assert.Equal(Subtotal, response.Number("subtotal"));
        if (response.TryGetProperty("item_count", out var count)) Assert.Equal(rows.Count, count.GetInt32());
    }

    private void Adopt(JsonElement response)
    {
        foreach (var row in response.GetProperty("items").EnumerateArray()) _items.Add(row.Text("cart_item_id")!, Read(row));
        _isKnown = true;
        CheckItems(response);
    }

    private static (string MenuId, int Quantity, int Price, string? Request) Read(JsonElement row) => (
        row.Text("menu_item_id")!,
        row.Number("quantity"),
        row.Number("unit_price_snapshot"),
        row.Text("special_request"));
}
