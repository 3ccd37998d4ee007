using System.Globalization;
using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>What the oracle has learned about restaurants and their menus from responses.</summary>
internal sealed class OracleMarket
{
    private readonly Dictionary<string, (string Name, string Rating, bool IsOpen, int? Minimum)> _restaurants = [];
    private readonly List<int> _refused = [];
    private readonly HashSet<string> _gone = [];
    private readonly Dictionary<string, (string RestaurantId, string Name, int Price, bool IsAvailable)> _menus = [];

    public IEnumerable<int> Minimums => _restaurants.Values.Where(one => one.Minimum is not null).Select(one => one.Minimum!.Value)
        .Concat(_refused);

    // Invariant 10.
    public void ReadSearch(JsonElement arguments, JsonElement response)
    {
        var filters = response.GetProperty("applied_filters");
        foreach (var name in (string[])["query", "category", "min_rating", "only_open", "sort"])
        {
            var asked = arguments.TryGetProperty(name, out var value) ? value.GetRawText() : "null";
            Assert.Equal(asked, filters.GetProperty(name).GetRawText());
        }

        var items = response.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(items.Count, response.GetProperty("pagination").Number("total_items"));
        foreach (var item in items) ReadRow(arguments, item);
        var ratings = items.Select(item => item.GetProperty("rating_avg").GetDouble()).ToList();
        if (arguments.TryGetProperty("sort", out var sort) && sort.GetString() == "rating")
            Assert.Equal(ratings.OrderDescending(), ratings);
    }

    public void ReadDetail(JsonElement arguments, JsonElement response)
    {
        var id = arguments.Text("restaurant_id")!;
        Assert.Equal(id, response.Text("restaurant_id"));
        Assert.DoesNotContain(id, _gone);
        ReadIdentity(arguments, response, id);
        if (arguments.TryGetProperty("at", out var at)) Assert.Equal(at.GetString(), response.Text("checked_at"));
        foreach (var menu in response.GetProperty("menus").EnumerateArray())
        {
            var menuId = menu.Text("menu_item_id")!;
            Assert.DoesNotContain(menuId, _gone);
            var (name, price) = (menu.Text("name")!, menu.Number("price"));
            if (_menus.TryGetValue(menuId, out var before)) Assert.Equal((id, name, price), (before.RestaurantId, before.Name, before.Price));
            _menus[menuId] = (id, name, price, menu.GetProperty("is_available").GetBoolean());
        }
    }

    // Invariant 5.
    public void CheckOrderable(JsonElement arguments)
    {
        var menu = _menus[arguments.Text("menu_item_id")!];
        Assert.Equal(arguments.Text("restaurant_id"), menu.RestaurantId);
        Assert.True(menu.IsAvailable);
        Assert.DoesNotContain(arguments.Text("menu_item_id")!, _gone);
        Assert.True(_restaurants[menu.RestaurantId].IsOpen);
    }

    public (string Name, int Price) Menu(string id) => (_menus[id].Name, _menus[id].Price);

    /// <summary>Whether <paramref name="words"/> end with the name of a restaurant of this rating.</summary>
    public bool Knows(string words, string rating) =>
        _restaurants.Values.Any(one => words.EndsWith(one.Name, StringComparison.Ordinal) && one.Rating == rating);

    // Invariant 12, where a response told the minimum.
    public void CheckMinimum(JsonElement checkout)
    {
        var known = _restaurants.TryGetValue(checkout.Text("restaurant_id")!, out var restaurant);
        if (known && restaurant.Minimum is { } minimum) Assert.True(checkout.Number("subtotal") >= minimum);
    }

    /// <summary>A refused checkout names the minimum, which the cart does not reach.</summary>
    public void ReadMinimum(string message, OracleCart cart)
    {
        _refused.Add(int.Parse(new string([.. message.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture));
        Assert.True(!cart.IsKnown || cart.Subtotal < _refused[^1]);
        if (_restaurants.TryGetValue(cart.RestaurantId ?? "", out var one) && one.Minimum is { } minimum) Assert.Equal(minimum, _refused[^1]);
    }

    public void Close(string restaurantId)
    {
        if (!_restaurants.TryGetValue(restaurantId, out var restaurant)) return;
        Assert.True(restaurant.IsOpen);
        _restaurants[restaurantId] = restaurant with { IsOpen = false };
    }

    public void SellOut(string menuId)
    {
        Assert.True(_menus[menuId].IsAvailable);
        _menus[menuId] = _menus[menuId] with { IsAvailable = false };
    }

    public void Lose(string id) => _gone.Add(id);

    // A cart names its restaurant before any search did; whether it is open at another time says nothing of now.
    private void ReadIdentity(JsonElement arguments, JsonElement response, string id)
    {
        var read = (response.Text("name")!, response.GetProperty("rating_avg").GetRawText(), response.GetProperty("is_open").GetBoolean());
        if (_restaurants.TryGetValue(id, out var before))
        {
            Assert.Equal((before.Name, before.Rating), (read.Item1, read.Item2));
            if (arguments.Text("at") is null) Assert.Equal(before.IsOpen, read.Item3);
        }
        else _restaurants[id] = (read.Item1, read.Item2, read.Item3, null);
    }

    private void ReadRow(JsonElement arguments, JsonElement item)
    {
        if (arguments.TryGetProperty("category", out var category)) Assert.Equal(category.GetString(), item.Text("category"));
        if (arguments.TryGetProperty("min_rating", out var least))
            Assert.True(item.GetProperty("rating_avg").GetDouble() >= least.GetDouble());
        if (arguments.TryGetProperty("only_open", out _)) Assert.True(item.GetProperty("is_open").GetBoolean());
        Assert.Contains('.', item.GetProperty("rating_avg").GetRawText());
        var id = item.Text("restaurant_id")!;
        var stars = item.GetProperty("rating_avg").GetRawText();
        var read = (item.Text("name")!, stars, item.GetProperty("is_open").GetBoolean(), (int?)item.Number("min_order_amount"));
        Assert.DoesNotContain(id, _gone);
        if (_restaurants.TryGetValue(id, out var before)) Assert.Equal(before with { Minimum = read.Item4 }, read);
        _restaurants[id] = read;
    }
}
