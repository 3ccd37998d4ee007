using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers;

/// <summary>The eleven functions as the agent calls them: each writes its call and what the world answers.</summary>
internal sealed partial class Functions(DeliveryWorld world, Transcript transcript, Action<string> beforeCall)
{
    private List<(string Call, string Response)>? _together;

    /// <summary>Whether the customer's cart is known from a response.</summary>
    public bool CartIsKnown { get; private set; }

    public IReadOnlyList<Restaurant> SearchRestaurants(SearchFilter filter)
    {
        var call = Begin("search_restaurants");
        if (filter.Query is not null) call.String("query", filter.Query);
        if (filter.Category is not null) call.String("category", filter.Category);
        if (filter.MinRating is { } rating) call.Key("min_rating").Tenths(rating);
        if (filter.OnlyOpen) call.Bool("only_open", true);
        if (filter.Sort is not null) call.String("sort", filter.Sort);
        var found = world.Neighbourhood.Search(filter);
        foreach (var restaurant in found) restaurant.IsKnown = true;
        End(call, FunctionResponses.Search(filter, found));
        return found;
    }

    /// <param name="at">The moment asked about; now, if null.</param>
    /// <returns>False if the restaurant is in the app no more.</returns>
    public bool GetRestaurantDetail(Restaurant restaurant, Moment? at = null)
    {
        var call = Begin("get_restaurant_detail").String("restaurant_id", restaurant.Id);
        if (at is not null) call.String("at", world.Clock.At(at));
        if (restaurant.IsGone)
        {
            End(call, FunctionResponses.Error(FunctionError.NotFound("음식점")));
            return false;
        }

        restaurant.IsKnown = restaurant.HasKnownMenu = true;
        var isOpen = at is null ? restaurant.IsOpen : restaurant.IsOpenAt(at, world.Clock.Hour);
        End(call, FunctionResponses.Detail(restaurant, isOpen, at is null ? world.Clock.Now : world.Clock.At(at)));
        return true;
    }

    public IReadOnlyList<Address> ListAddresses()
    {
        End(Begin("list_addresses").String("user_id", world.UserId), FunctionResponses.Addresses(world.UserId, world.Addresses.Addresses));
        return world.Addresses.Addresses;
    }

    /// <summary>Saves a draft, or the changed form of a saved address.</summary>
    public Address UpsertAddress(Address address)
    {
        var call = Begin("upsert_address").String("user_id", world.UserId);
        if (address.Id.Length > 0) call.String("address_id", address.Id);
        call.String("recipient_name", address.RecipientName).String("phone", address.Phone).String("line1", address.Line1);
        if (address.Line2 is not null) call.String("line2", address.Line2);
        if (address.IsDefault) call.Bool("is_default", true);
        if (address.GatePassword is not null) call.String("gate_password", address.GatePassword);
        if (address.DeliveryNote is not null) call.String("delivery_note", address.DeliveryNote);
        var saved = world.Addresses.Save(address);
        End(call, FunctionResponses.Id(saved.Id));
        return saved;
    }

    public Cart? GetCart()
    {
        End(Begin("get_cart").String("user_id", world.UserId), CartSummary());
        return world.Cart;
    }

    /// <summary>Makes calls in one message, for none of them needs what another returns.</summary>
    public void Together(Action calls)
    {
        _together = [];
        calls();
        FlushTogether();
    }

    private string CartSummary()
    {
        CartIsKnown = true;
        return FunctionResponses.Cart(world.UserId, world.Cart);
    }

    private JsonText Begin(string name)
    {
        beforeCall(name);
        world.Clock.Tick();
        transcript.Functions.Add(name);
        return new JsonText().Open('{').String("name", name).Key("arguments").Open('{');
    }

    private void End(JsonText call, string response)
    {
        var text = call.Close('}').Close('}').ToString();
        if (_together is null) transcript.Call(text, response);
        else _together.Add((text, response));
    }

    private void FlushTogether()
    {
        var pairs = _together!;
        _together = null;
        var calls = string.Join(", ", pairs.Select(pair => pair.Call));
        transcript.Call($"[{calls}]", pairs.Select(pair => pair.Response));
    }
}
