using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics about where an order is.</summary>
internal static class StatusActs
{
    private static readonly (string Status, string Payment, bool WasPaid)[] States =
    [
        ("paid", "paid", true), ("preparing", "paid", true), ("preparing", "paid", true), ("delivering", "paid", true),
        ("delivering", "paid", true), ("delivered", "paid", true), ("pending", "pending", false), ("cancelled", "refunded", true),
        ("cancelled", "cancelled", false), ("pending", "failed", false),
    ];

    public static void Status(Scene scene)
    {
        var order = Past(scene);
        scene.Customer("ask-status", ("order", order.Id));
        Report(scene, order);
    }

    /// <summary>One digit misread, which still looks like an order number.</summary>
    public static void WrongNumber(Scene scene)
    {
        var order = Past(scene);
        var wrong = order.Id[..^1] + (order.Id[^1] == '7' ? '1' : '7');
        scene.Customer("ask-status", ("order", wrong));
        scene.Functions.GetOrderStatus(wrong);
        scene.Agent("order-not-found");
        scene.Customer("correct-order-number", ("order", order.Id));
        Report(scene, order);
    }

    public static void Paid(Scene scene)
    {
        var order = Past(scene);
        scene.Customer("ask-paid", ("order", order.Id));
        scene.Functions.GetOrderStatus(order.Id);
        scene.Agent($"tell-payment-{order.PaymentStatus}", ("paid-at", TimeOfDay(order.PaidAt)));
        scene.Agent($"also-{order.Status}");
    }

    public static void Two(Scene scene)
    {
        var (first, second) = (Past(scene), Past(scene));
        scene.Customer("ask-two-statuses", ("order", first.Id), ("order2", second.Id));
        void Read() => (_, _) = (scene.Functions.GetOrderStatus(first.Id), scene.Functions.GetOrderStatus(second.Id));
        if (scene.Chance(60)) scene.Functions.Together(Read);
        else Read();

        var (state, state2) = (State(first), State(second));
        scene.Agent(state == state2 ? "tell-two-same" : "tell-two-statuses", ("state", state), ("state2", state2));
    }

    public static void WithoutNumber(Scene scene)
    {
        var order = Past(scene);
        scene.Customer("ask-status-vaguely");
        scene.Agent("ask-order-number");
        scene.Customer("give-order-number", ("order", order.Id));
        Report(scene, order);
    }

    public static void ShortNumber(Scene scene)
    {
        var order = Past(scene);
        scene.Customer("ask-status-short", ("number", $"{10000 + scene.Random.Next(90000)}"));
        scene.Agent("ask-full-number");
        scene.Customer("give-order-number", ("order", order.Id));
        Report(scene, order);
    }

    public static void OfPlaced(Scene scene)
    {
        scene.Customer("ask-status-placed");
        Report(scene, scene.Placed!);
    }

    public static Order Past(Scene scene)
    {
        var (status, payment, wasPaid) = scene.Pick(States);
        return scene.World.Remember(status, payment, wasPaid);
    }

    public static void Report(Scene scene, Order order)
    {
        scene.Functions.GetOrderStatus(order.Id);
        scene.Agent("tell-status", ("state", State(order)));
        if (order.PaidAt is not null && scene.Chance(40)) scene.Agent("tell-paid-at", ("paid-at", TimeOfDay(order.PaidAt)));
        if (order.Status == "cancelled" || scene.Chance(40)) scene.Agent($"after-{order.Status}");
    }

    private static string State(Order order) => (order.Status, order.PaymentStatus) switch
    {
        ("pending", "failed") => "결제가 실패해서 대기 중",
        ("pending", _) => "결제 대기 중",
        ("paid", _) => "결제가 끝나고 조리를 기다리는 중",
        ("preparing", _) => "음식을 준비하는 중",
        ("delivering", _) => "배달 중",
        ("delivered", _) => "배달이 끝난 상태",
        (_, "refunded") => "취소 후 환불까지 끝난 상태",
        _ => "취소된 상태",
    };

    // "2024-05-16T18:05:09+09:00" is read as 오후 6시 5분.
    private static string TimeOfDay(string? at) =>
        at is null ? "" : $"{Numerals.Hour(int.Parse(at[11..13]))} {int.Parse(at[14..16])}분";
}
