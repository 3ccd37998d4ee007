using CallForge.LocalServer.Teachers.Delivery;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Topics about delivery addresses.</summary>
internal static class AddressActs
{
    public static void List(Scene scene)
    {
        scene.Customer("ask-addresses");
        var addresses = scene.Functions.ListAddresses();
        scene.Agent("show-addresses", ("list", Listing.Addresses(scene, addresses)), ("count", $"{addresses.Count}곳"));
    }

    public static void Add(Scene scene) => Save(scene, "add-address");

    public static void AddDefault(Scene scene)
    {
        var draft = scene.World.Addresses.Draft() with { IsDefault = true };
        Say(scene, "add-default-address", draft);
        scene.Functions.UpsertAddress(draft);
        Tell(scene, "default-address-saved", draft);
    }

    /// <summary>The customer dictates a new address, sometimes with a note for the rider.</summary>
    public static Address Save(Scene scene, string ask)
    {
        var draft = scene.World.Addresses.Draft();
        if (scene.Chance(20)) draft = draft with { DeliveryNote = scene.Pick(scene.World.Data.DeliveryNotes) };
        Say(scene, ask, draft);
        if (draft.DeliveryNote is { } note) scene.Customer("address-note", ("note", note));
        var saved = scene.Functions.UpsertAddress(draft);
        Tell(scene, "address-saved", saved);
        return saved;
    }

    public static void Edit(Scene scene) => EditOne(scene);

    public static Address EditOne(Scene scene)
    {
        var address = scene.Pick(scene.World.Addresses.Addresses);
        var fresh = scene.World.Addresses.Draft();
        var (changed, ask, value) = scene.Random.Next(3) switch
        {
            0 => (address with { Phone = fresh.Phone }, "edit-phone", fresh.Phone),
            1 => (address with { RecipientName = fresh.RecipientName }, "edit-recipient", fresh.RecipientName),
            _ => (address with { Line2 = fresh.Line2 }, "edit-line2", fresh.Line2!),
        };
        scene.Customer(ask, ("line1", address.Line1), ("value", value));
        scene.Functions.ListAddresses();
        var saved = scene.Functions.UpsertAddress(changed);
        scene.Agent($"{ask}-done", ("line1", address.Line1), ("value", value));
        return saved;
    }

    public static void GatePassword(Scene scene)
    {
        var address = scene.Pick(scene.World.Addresses.Addresses);
        var password = scene.World.Addresses.GatePassword();
        scene.Customer("set-gate-password", ("line1", address.Line1), ("password", password));
        scene.Functions.ListAddresses();
        scene.Functions.UpsertAddress(address with { GatePassword = password });
        scene.Agent("gate-password-saved", ("line1", address.Line1), ("password", password));
    }

    public static void MissingPhone(Scene scene)
    {
        var draft = scene.World.Addresses.Draft();
        Say(scene, "add-address-without-phone", draft);
        scene.Agent("ask-phone");
        scene.Customer("give-phone", ("phone", draft.Phone));
        Tell(scene, "address-saved", scene.Functions.UpsertAddress(draft));
    }

    public static void MissingDetail(Scene scene)
    {
        var draft = scene.World.Addresses.Draft();
        var district = string.Join(' ', draft.Line1.Split(' ')[..^2]);
        scene.Customer("add-address-without-detail", ("district", district), ("recipient", draft.RecipientName), ("phone", draft.Phone));
        scene.Agent("ask-address-detail", ("district", district));
        scene.Customer("give-address-detail", ("line1", draft.Line1), ("line2", draft.Line2!));
        Tell(scene, "address-saved", scene.Functions.UpsertAddress(draft));
    }

    private static void Say(Scene scene, string ask, Address address) => scene.Customer(
        ask, ("recipient", address.RecipientName), ("phone", address.Phone), ("line1", address.Line1), ("line2", address.Line2!));

    private static void Tell(Scene scene, string symbol, Address address) => scene.Agent(
        symbol, ("address", address.Text), ("recipient", address.RecipientName), ("phone", address.Phone));
}
