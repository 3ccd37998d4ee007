using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>A function that refuses: with a code of the prompt, for a reason that fits what is known, and told by the agent.</summary>
internal sealed partial class ContractOracle
{
    private void ReadRefusal(TranscriptLine line)
    {
        var error = line.Response.GetProperty("error");
        Assert.Equal(["code", "message"], error.EnumerateObject().Select(field => field.Name));
        Assert.Matches("^[가-힣].*니다\\.$", error.Text("message"));
        _refusal = error.Text("code")!;
        Assert.Contains(_refusal, ErrorCodes.OfPrompt);
        switch (line.Name, _refusal)
        {
            case (_, "not_found"): Lose(line.Name, line.Arguments); break;
            case ("add_to_cart", "sold_out"): _market.SellOut(line.Arguments.Text("menu_item_id")!); break;
            case ("add_to_cart", "closed"): _market.Close(line.Arguments.Text("restaurant_id")!); break;
            case ("add_to_cart", "different_restaurant"): Assert.NotEqual(_cart.RestaurantId, line.Arguments.Text("restaurant_id")); break;
            case ("prepare_checkout", "closed"): _market.Close(_cart.RestaurantId!); break;
            case ("prepare_checkout", "empty_cart"): _cart.Clear(); break;
            case ("prepare_checkout", "below_minimum_order"): _market.ReadMinimum(error.Text("message")!, _cart); break;
            case ("place_order", "payment_failed"): Assert.Equal(_snapshot, line.Arguments.GetProperty("snapshot").GetRawText()); break;
            default: Assert.Fail($"'{line.Name}' cannot refuse with '{_refusal}'."); break;
        }
    }

    // What was not found is not there afterwards either.
    private void Lose(string function, JsonElement arguments)
    {
        switch (function)
        {
            case "get_restaurant_detail": _market.Lose(arguments.Text("restaurant_id")!); break;
            case "add_to_cart": _market.Lose(arguments.Text("menu_item_id")!); break;
            case "update_cart_item": _cart.Lose(arguments.Text("cart_item_id")!); break;
            case "prepare_checkout": _gone.Add(arguments.Text("address_id")!); break;
            case "get_order_status": _gone.Add(arguments.Text("order_id")!); break;
            default: Assert.Fail($"'{function}' cannot miss anything."); break;
        }
    }
}
