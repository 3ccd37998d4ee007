using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>What a function returns when it refuses. The codes are those <c>prompts/tools.md</c> gives to a model.</summary>
internal sealed record FunctionError(string Code, string Message)
{
    public static readonly FunctionError SoldOut = new("sold_out", "품절된 메뉴입니다.");

    public static readonly FunctionError Closed = new("closed", "지금은 주문을 받지 않는 음식점입니다.");

    public static readonly FunctionError EmptyCart = new("empty_cart", "장바구니가 비어 있습니다.");

    public static readonly FunctionError DifferentRestaurant = new("different_restaurant", "장바구니에 다른 음식점의 메뉴가 담겨 있습니다.");

    public static readonly FunctionError PaymentFailed = new("payment_failed", "결제가 승인되지 않았습니다.");

    public static FunctionError NotFound(string what) => new("not_found", $"해당 {what}{Josa.After(what, "을")} 찾을 수 없습니다.");

    public static FunctionError BelowMinimum(int minimum) =>
        new("below_minimum_order", $"최소 주문 금액 {Numerals.Won(minimum)}을 채우지 못했습니다.");
}
