using System.Globalization;
using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>What the oracle has learned about restaurants and their menus from responses.</summary>
internal sealed class OracleMarket
{
    private readonly Dictionary<string, (string Name, string Rating, bool IsOpen, int? Minimum)> _restaurants = [];
    private readonly List<int> _refused = [];
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
        Assert.Equal(items.Count, response.GetProperty("pagination").GetProperty("total_items").GetInt32());
        foreach (var item in items) ReadRow(arguments, item);
        var ratings = items.Select(item => item.GetProperty("rating_avg").GetDouble()).ToList();
        if (arguments.TryGetProperty("sort", out var sort) && sort.GetString() == "rating")
            Assert.Equal(ratings.OrderDescending(), ratings);
    }

    public void ReadDetail(JsonElement arguments, JsonElement response)
    {
        var id = arguments.GetProperty("restaurant_id").GetString()!;
        Assert.Equal(id, response.GetProperty("restaurant_id").GetString());
        Assert.Equal(_restaurants[id].Name, response.GetProperty("name").GetString());
        if (arguments.TryGetProperty("at", out var at)) Assert.Equal(at.GetString(), response.GetProperty("checked_at").GetString());
        foreach (var menu in response.GetProperty("menus").EnumerateArray())
        {
            var menuId = menu.GetProperty("menu_item_id").GetString()!;
            var read = (id, menu.GetProperty("name").GetString()!, menu.GetProperty("price").GetInt32(), menu.GetProperty("is_available").GetBoolean());
            if (_menus.TryGetValue(menuId, out var before)) Assert.Equal((before.RestaurantId, before.Name, before.Price), (read.id, read.Item2, read.Item3));
            _menus[menuId] = read;
        }
    }

    // Invariant 5.
    public void CheckOrderable(JsonElement arguments)
    {
        var menu = _menus[arguments.GetProperty("menu_item_id").GetString()!];
        Assert.Equal(arguments.GetProperty("restaurant_id").GetString(), menu.RestaurantId);
        Assert.True(menu.IsAvailable);
        Assert.True(_restaurants[menu.RestaurantId].IsOpen);
    }

    public (string Name, int Price) Menu(string id) => (_menus[id].Name, _menus[id].Price);

    /// <summary>Whether <paramref name="words"/> end with the name of a restaurant of this rating.</summary>
    public bool Knows(string words, string rating) =>
        _restaurants.Values.Any(one => words.EndsWith(one.Name, StringComparison.Ordinal) && one.Rating == rating);

    // Invariant 12, where a response told the minimum.
    public void CheckMinimum(JsonElement checkout)
    {
        var known = _restaurants.TryGetValue(checkout.GetProperty("restaurant_id").GetString()!, out var restaurant);
        if (known && restaurant.Minimum is { } minimum) Assert.True(checkout.GetProperty("subtotal").GetInt32() >= minimum);
    }

    /// <summary>A refused checkout names the minimum.</summary>
    public void ReadRefusal(JsonElement response)
    {
        var message = response.GetProperty("error").GetProperty("message").GetString()!;
        _refused.Add(int.Parse(new string([.. message.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture));
    }

    private void ReadRow(JsonElement arguments, JsonElement item)
    {
        if (arguments.TryGetProperty("category", out var category)) Assert.Equal(category.GetString(), item.GetProperty("category").GetString());
        if (arguments.TryGetProperty("min_rating", out var rating)) Assert.True(item.GetProperty("rating_avg").GetDouble() >= rating.GetDouble());
        if (arguments.TryGetProperty("only_open", out _)) Assert.True(item.GetProperty("is_open").GetBoolean());
        Assert.Contains('.', item.GetProperty("rating_avg").GetRawText());
        var id = item.GetProperty("restaurant_id").GetString()!;
        var read = (item.GetProperty("name").GetString()!, item.GetProperty("rating_avg").GetRawText(), item.GetProperty("is_open").GetBoolean(), (int?)item.GetProperty("min_order_amount").GetInt32());
        if (_restaurants.TryGetValue(id, out var before)) Assert.Equal(before, read);
        _restaurants[id] = read;
    }
}
