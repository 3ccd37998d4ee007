using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>How the agent reads out restaurants, menus, carts and addresses.</summary>
internal static class Listing
{
    public static string Restaurants(Scene scene, IReadOnlyList<Restaurant> restaurants)
    {
        var style = scene.Random.Next(4);
        return string.Join(", ", restaurants.Select(restaurant => Restaurant(restaurant, style)));
    }

    public static string Menus(Scene scene, Restaurant restaurant)
    {
        var style = scene.Random.Next(3);
        return string.Join(", ", restaurant.Menus.Select(menu => Menu(menu, style)));
    }

    public static string Items(IEnumerable<CartItem> items) => string.Join(", ", items.Select(Item));

    public static string Item(CartItem item) => $"{item.Menu.Name} {Quantity(item)}({Numerals.Won(item.LineTotal)})";

    public static string Quantity(CartItem item) => Numerals.Count(item.Quantity, item.Menu.Counter);

    public static string Addresses(Scene scene, IReadOnlyList<Address> addresses)
    {
        var style = scene.Random.Next(3);
        return string.Join(style == 0 ? " / " : ", ", addresses.Select((address, index) => Address(address, index, style)));
    }

    private static string Restaurant(Restaurant restaurant, int style)
    {
        var rating = Numerals.Rating(restaurant.Rating);
        var closed = restaurant.IsOpen ? "" : ", 현재 영업 종료";
        return style switch
        {
            0 => $"{restaurant.Name}(평점 {rating}, {(restaurant.IsOpen ? "영업 중" : "영업 종료")})",
            1 => $"{restaurant.Name}(⭐{rating}{closed})",
            2 => $"{restaurant.Name}(평점 {rating}, 최소 주문 {Numerals.Won(restaurant.MinOrderAmount)}{closed})",
            _ => $"{restaurant.Name} {rating}점{(restaurant.IsOpen ? "" : "(지금은 영업 종료)")}",
        };
    }

    private static string Menu(MenuItem menu, int style)
    {
        var price = Numerals.Won(menu.Price);
        var soldOut = menu.IsAvailable ? "" : style == 1 ? ", 품절" : "(품절)";
        return style switch
        {
            0 => $"{menu.Name} {price}{soldOut}",
            1 => $"{menu.Name}({price}{soldOut})",
            _ => $"{menu.Name} – {price}{soldOut}",
        };
    }

    private static string Address(Address address, int index, int style)
    {
        var isDefault = address.IsDefault ? ", 기본 배송지" : "";
        return style switch
        {
            0 => $"{index + 1}. {address.Text} ({address.RecipientName}님{isDefault})",
            1 => $"'{address.Text}'(받는 분 {address.RecipientName}{isDefault})",
            _ => $"{address.RecipientName}님 앞 {address.Text}{(address.IsDefault ? "(기본 배송지)" : "")}",
        };
    }
}
