using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>The cart as the oracle expects it: invariants 6 and 7.</summary>
internal sealed class OracleCart
{
    private readonly Dictionary<string, (string MenuId, int Quantity, int Price, string? Request)> _items = [];
    private bool _isKnown;

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
    }

    public void Add(JsonElement arguments, JsonElement response, OracleMarket market)
    {
        var menuId = arguments.GetProperty("menu_item_id").GetString()!;
        var quantity = arguments.GetProperty("quantity").GetInt32();
        Assert.Equal(arguments.GetProperty("restaurant_id").GetString(), response.GetProperty("restaurant_id").GetString());
        var row = response.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("menu_item_id").GetString() == menuId);
        Assert.Equal(market.Menu(menuId), (row.GetProperty("menu_name").GetString()!, row.GetProperty("unit_price_snapshot").GetInt32()));
        var id = row.GetProperty("cart_item_id").GetString()!;
        var before = _items.TryGetValue(id, out var same) ? same.Quantity : 0;
        var request = arguments.TryGetProperty("special_request", out var asked) ? asked.GetString() : same.Request;
        _items[id] = (menuId, before + quantity, market.Menu(menuId).Price, request);
        _isKnown = true;
        CheckItems(response);
    }

    public void Update(JsonElement arguments, JsonElement response)
    {
        var id = arguments.GetProperty("cart_item_id").GetString()!;
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

    public void Clear() => _items.Clear();

    public void CheckItems(JsonElement response)
    {
        var rows = response.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(_items.Count, rows.Count);
        foreach (var row in rows)
        {
            var item = _items[row.GetProperty("cart_item_id").GetString()!];
            Assert.Equal(item, Read(row));
            Assert.Equal(item.Quantity * item.Price, row.GetProperty("line_total").GetInt32());
        }

        Assert.Equal(Subtotal, response.GetProperty("subtotal").GetInt32());
        if (response.TryGetProperty("item_count", out var count)) Assert.Equal(rows.Count, count.GetInt32());
    }

    private void Adopt(JsonElement response)
    {
        foreach (var row in response.GetProperty("items").EnumerateArray()) _items.Add(row.GetProperty("cart_item_id").GetString()!, Read(row));
        _isKnown = true;
        CheckItems(response);
    }

    private static (string MenuId, int Quantity, int Price, string? Request) Read(JsonElement row) => (
        row.GetProperty("menu_item_id").GetString()!,
        row.GetProperty("quantity").GetInt32(),
        row.GetProperty("unit_price_snapshot").GetInt32(),
        row.GetProperty("special_request").GetString());
}
