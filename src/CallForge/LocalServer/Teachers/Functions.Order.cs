using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers;

/// <summary>The functions that change a cart and make an order of it.</summary>
internal sealed partial class Functions
{
    public FunctionError? AddToCart(Restaurant restaurant, MenuItem menu, int quantity, string? specialRequest)
    {
        var call = Begin("add_to_cart").String("user_id", world.UserId).String("restaurant_id", restaurant.Id)
            .String("menu_item_id", menu.Id).Number("quantity", quantity);
        if (specialRequest is not null) call.String("special_request", specialRequest);
        var error = world.Add(restaurant, menu, quantity, specialRequest);
        End(call, error is null ? CartSummary() : FunctionResponses.Error(error));
        return error;
    }

    /// <returns>False if the cart has no such item.</returns>
    public bool UpdateCartItem(CartItem item, int? quantity, string? specialRequest)
    {
        var call = Begin("update_cart_item").String("user_id", world.UserId).String("cart_item_id", item.Id);
        if (quantity is { } number) call.Number("quantity", number);
        if (specialRequest is not null) call.String("special_request", specialRequest);
        var error = world.Update(item, quantity, specialRequest);
        End(call, error is null ? CartSummary() : FunctionResponses.Error(error));
        return error is null;
    }

    public void RemoveCartItems(IReadOnlyCollection<CartItem> items)
    {
        var call = Begin("remove_cart_items").String("user_id", world.UserId).Key("cart_item_ids").Open('[');
        foreach (var item in items) call.String(item.Id);
        world.Remove(items);
        End(call.Close(']'), FunctionResponses.Cart(world.UserId, world.Cart, items));
    }

    public FunctionError? PrepareCheckout(Address address, string? note)
    {
        var call = Begin("prepare_checkout").String("user_id", world.UserId).String("address_id", address.Id);
        if (note is not null) call.String("delivery_note", note);
        var error = world.Prepare(address, note);
        if (error == FunctionError.EmptyCart) CartIsKnown = true;
        End(call, error is null ? world.Checkout!.Snapshot : FunctionResponses.Error(error));
        return error;
    }

    /// <summary>Null if the payment is declined.</summary>
    public Order? PlaceOrder(string paymentMethod, string? pgId)
    {
        var call = Begin("place_order").Key("snapshot").Raw(world.Checkout!.Snapshot).String("payment_method", paymentMethod);
        if (pgId is not null) call.String("pg_id", pgId);
        var order = world.Place();
        End(call, order is null ? FunctionResponses.Error(FunctionError.PaymentFailed) : FunctionResponses.Id(order.Id));
        return order;
    }

    /// <summary>Null if there is no such order.</summary>
    public Order? GetOrderStatus(string orderId)
    {
        var order = world.Find(orderId);
        End(
            Begin("get_order_status").String("user_id", world.UserId).String("order_id", orderId),
            order is null ? FunctionResponses.Error(FunctionError.NotFound("주문")) : FunctionResponses.Order(order));
        return order;
    }
}
