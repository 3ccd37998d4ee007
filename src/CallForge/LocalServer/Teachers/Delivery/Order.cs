namespace CallForge.LocalServer.Teachers.Delivery;

internal sealed record Order(string Id, string Status, string PaymentStatus, string? PaidAt, string CreatedAt);

/// <summary>A prepared checkout: the response that showed it is what <c>place_order</c> must send back.</summary>
internal sealed record Checkout(Cart Cart, Address Address, string? DeliveryNote, string Snapshot);
