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

    public static void AddWithNote(Scene scene) =>
        Save(scene, "add-address", scene.World.Addresses.Draft() with { DeliveryNote = scene.Pick(scene.World.Data.DeliveryNotes) });

    /// <summary>The customer dictates a new address, sometimes with a note for the rider or how to get in.</summary>
    public static Address Save(Scene scene, string ask)
    {
        var draft = scene.World.Addresses.Draft();
        if (scene.Chance(25)) draft = draft with { DeliveryNote = scene.Pick(scene.World.Data.DeliveryNotes) };
        else if (draft.Line2 is not null && scene.Chance(15)) draft = draft with { GatePassword = scene.World.Addresses.GatePassword() };
        return Save(scene, ask, draft);
    }

    private static Address Save(Scene scene, string ask, Address draft)
    {
        Say(scene, ask, draft);
        if (draft.DeliveryNote is { } note) scene.Customer("address-note", ("note", note));
        if (draft.GatePassword is { } password) scene.Customer("address-gate", ("password", password));
        var saved = scene.Functions.UpsertAddress(draft);
        Tell(scene, "address-saved", saved);
        if (draft.DeliveryNote is not null) scene.Agent("address-note-saved", ("note", draft.DeliveryNote));
        if (draft.GatePassword is not null) scene.Agent("address-gate-saved", ("password", draft.GatePassword));
        return saved;
    }

    public static void Edit(Scene scene) => EditOne(scene);

    public static Address EditOne(Scene scene)
    {
        var book = scene.World.Addresses;
        var address = scene.Pick(book.Addresses);
        var (phone, name, line2) = (book.Phone(), book.Draft().RecipientName, book.Line2());
        var (changed, ask, value) = scene.Random.Next(3) switch
        {
            0 => (address with { Phone = phone }, "edit-phone", phone),
            1 => (address with { RecipientName = name }, "edit-recipient", name),
            _ => (address with { Line2 = line2 }, "edit-line2", line2),
        };
        scene.Customer(ask, ("line1", address.Line1), ("value", value));
        scene.Functions.ListAddresses();
        var saved = scene.Functions.UpsertAddress(changed);
        scene.Agent($"{ask}-done", ("line1", address.Line1), ("value", value));
        return saved;
    }

    public static void SetDefault(Scene scene)
    {
        var addresses = scene.World.Addresses.Addresses;
        var address = scene.Pick(addresses.Where(one => !one.IsDefault).DefaultIfEmpty(addresses[0]).ToList());
        scene.Customer("set-default-address", ("line1", address.Line1));
        scene.Functions.ListAddresses();
        scene.Functions.UpsertAddress(address with { IsDefault = true });
        scene.Agent("default-address-set", ("line1", address.Line1));
    }

    public static void GatePassword(Scene scene)
    {
        var address = scene.Pick(scene.World.Addresses.Addresses);
        var password = scene.World.Addresses.GatePassword();
        scene.Customer("set-gate-password", ("line1", address.Line1), ("password", password));
        SaveGatePassword(scene, address, password);
    }

    public static void MissingGatePassword(Scene scene)
    {
        var address = scene.Pick(scene.World.Addresses.Addresses);
        var password = scene.World.Addresses.GatePassword();
        scene.Customer("gate-password-changed", ("line1", address.Line1));
        scene.Agent("ask-gate-password");
        scene.Customer("give-gate-password", ("password", password));
        SaveGatePassword(scene, address, password);
    }

    public static void MissingPhone(Scene scene)
    {
        var draft = scene.World.Addresses.Draft();
        Say(scene, "add-address-without-phone", draft);
        scene.Agent("ask-phone");
        scene.Customer("give-phone", ("phone", draft.Phone));
        Tell(scene, "address-saved", scene.Functions.UpsertAddress(draft));
    }

    public static void MissingRecipient(Scene scene)
    {
        var draft = scene.World.Addresses.Draft();
        Say(scene, "add-address-without-recipient", draft);
        scene.Agent("ask-recipient");
        scene.Customer("give-recipient", ("recipient", draft.RecipientName));
        Tell(scene, "address-saved", scene.Functions.UpsertAddress(draft));
    }

    public static void MissingDetail(Scene scene)
    {
        var draft = scene.World.Addresses.Draft();
        var district = string.Join(' ', draft.Line1.Split(' ')[..^2]);
        scene.Customer("add-address-without-detail", ("district", district), ("recipient", draft.RecipientName), ("phone", draft.Phone));
        scene.Agent("ask-address-detail", ("district", district));
        Say(scene, "give-address-detail", draft);
        Tell(scene, "address-saved", scene.Functions.UpsertAddress(draft));
    }

    /// <summary>Saved with the number the customer said first, then with the right one.</summary>
    public static void CorrectPhone(Scene scene)
    {
        var saved = Save(scene, "add-address");
        var right = saved with { Phone = OneDigitOff(saved.Phone) };
        scene.Customer("correct-phone", ("phone", right.Phone));
        scene.Functions.UpsertAddress(right);
        scene.Agent("edit-phone-done", ("line1", right.Line1), ("value", right.Phone));
    }

    private static void SaveGatePassword(Scene scene, Address address, string password)
    {
        scene.Functions.ListAddresses();
        scene.Functions.UpsertAddress(address with { GatePassword = password });
        scene.Agent("gate-password-saved", ("line1", address.Line1), ("password", password));
    }

    private static string OneDigitOff(string phone) => phone[..^1] + (char)('0' + ((phone[^1] - '0' + 3) % 10));

    private static void Say(Scene scene, string ask, Address address) => scene.Customer(
        ask, ("recipient", address.RecipientName), ("phone", address.Phone), ("address", address.Text));

    private static void Tell(Scene scene, string symbol, Address address) => scene.Agent(
        symbol, ("address", address.Text), ("recipient", address.RecipientName), ("phone", address.Phone));
}
