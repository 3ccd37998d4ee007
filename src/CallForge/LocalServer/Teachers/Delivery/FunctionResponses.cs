namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>The return values of the eleven functions, in the shapes of the delivery contract.</summary>
internal static class FunctionResponses
{
    private const int PageSize = 20;

    public static string Error(FunctionError error) =>
        new JsonText().Open('{').Key("error").Open('{').String("code", error.Code).String("message", error.Message)
            .Close('}').Close('}').ToString();

    public static string Id(string id) => new JsonText().String(id).ToString();

    public static string Search(SearchFilter filter, IReadOnlyList<Restaurant> found)
    {
        var json = new JsonText().Open('{').Key("items").Open('[');
        foreach (var restaurant in found)
        {
            Identity(json.Open('{'), restaurant, restaurant.IsOpen);
            json.Number("min_order_amount", restaurant.MinOrderAmount).Close('}');
        }

        json.Close(']').Key("pagination").Open('{').Number("page", 1).Number("page_size", PageSize)
            .Number("total_items", found.Count).Number("total_pages", found.Count == 0 ? 0 : 1).Close('}');
        json.Key("applied_filters").Open('{').String("query", filter.Query).String("category", filter.Category).Key("min_rating");
        if (filter.MinRating is { } rating) json.Tenths(rating);
        else json.Raw("null");
        json.Key("only_open").Raw(filter.OnlyOpen ? "true" : "null").String("sort", filter.Sort).Close('}');
        return json.Close('}').ToString();
    }

    public static string Detail(Restaurant restaurant, bool isOpen, string checkedAt)
    {
        var json = new JsonText().Open('{');
        Identity(json, restaurant, isOpen);
        json.String("checked_at", checkedAt).Key("menus").Open('[');
        foreach (var menu in restaurant.Menus)
        {
            json.Open('{').String("menu_item_id", menu.Id).String("name", menu.Name).Number("price", menu.Price)
                .Bool("is_available", menu.IsAvailable).Close('}');
        }

        return json.Close(']').Close('}').ToString();
    }

    public static string Addresses(string userId, IReadOnlyList<Address> addresses)
    {
        var json = new JsonText().Open('[');
        foreach (var address in addresses)
        {
            json.Open('{').String("address_id", address.Id).String("user_id", userId)
                .String("recipient_name", address.RecipientName).String("phone", address.Phone)
                .String("line1", address.Line1).String("line2", address.Line2).Bool("is_default", address.IsDefault).Close('}');
        }

        return json.Close(']').ToString();
    }

    public static string Cart(string userId, Cart? cart, IEnumerable<CartItem>? removed = null)
    {
        if (cart is not { Items.Count: > 0 } && removed is null) return "null";
        var json = new JsonText().Open('{').String("cart_id", cart!.Id).String("user_id", userId)
            .String("restaurant_id", cart.Restaurant.Id);
        Items(json, cart);
        json.Number("item_count", cart.Items.Count).Number("subtotal", cart.Subtotal);
        if (removed is null) return json.Close('}').ToString();
        json.Key("removed_cart_item_ids").Open('[');
        foreach (var item in removed) json.String(item.Id);
        return json.Close(']').Close('}').ToString();
    }

    public static string Checkout(string userId, Cart cart, Address address, string? note)
    {
        var json = new JsonText().Open('{').String("user_id", userId).String("cart_id", cart.Id)
            .String("restaurant_id", cart.Restaurant.Id).String("address_id", address.Id)
            .String("delivery_recipient_name", address.RecipientName).String("delivery_phone", address.Phone)
            .String("delivery_line1", address.Line1).String("delivery_line2", address.Line2).String("delivery_note", note);
        Items(json, cart);
        return json.Number("subtotal", cart.Subtotal).Number("total", cart.Subtotal).Close('}').ToString();
    }

    public static string Order(Order order) => new JsonText().Open('{')
        .String("order_id", order.Id).String("status", order.Status)
        .String("payment_status", order.PaymentStatus).String("paid_at", order.PaidAt)
        .String("created_at", order.CreatedAt).Close('}').ToString();

    private static void Identity(JsonText json, Restaurant restaurant, bool isOpen) =>
        json.String("restaurant_id", restaurant.Id).String("name", restaurant.Name).String("category", restaurant.Kind.Category)
            .Key("rating_avg").Tenths(restaurant.Rating).Bool("is_open", isOpen);

    private static void Items(JsonText json, Cart cart)
    {
        json.Key("items").Open('[');
        foreach (var item in cart.Items)
        {
            json.Open('{').String("cart_item_id", item.Id).String("menu_item_id", item.Menu.Id).String("menu_name", item.Menu.Name)
                .Number("quantity", item.Quantity).Number("unit_price_snapshot", item.Menu.Price)
                .String("special_request", item.SpecialRequest).Number("line_total", item.LineTotal).Close('}');
        }

        json.Close(']');
    }
}
