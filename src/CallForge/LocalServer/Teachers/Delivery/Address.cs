namespace CallForge.LocalServer.Teachers.Delivery;

/// <param name="Id">Empty until the address is saved.</param>
internal sealed record Address(
    string Id,
    string RecipientName,
    string Phone,
    string Line1,
    string? Line2,
    bool IsDefault,
    string? GatePassword = null,
    string? DeliveryNote = null)
{
    public string Text => Line2 is null ? Line1 : $"{Line1} {Line2}";
}
