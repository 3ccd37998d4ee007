namespace CallForge.LocalServer.Teachers.Delivery;

internal sealed class AddressBook
{
    private readonly List<Address> _addresses = [];
    private readonly DeliveryData _data;
    private readonly SeededRandom _random;

    public AddressBook(DeliveryData data, SeededRandom random, int count)
    {
        _data = data;
        _random = random;
        for (var i = 0; i < count; i++) Save(Draft() with { IsDefault = i == 0 });
    }

    public IReadOnlyList<Address> Addresses => _addresses;

    public Address Default => _addresses.Find(address => address.IsDefault) ?? _addresses[0];

    /// <summary>Saves a new address, or the changes of one that has an id.</summary>
    public Address Save(Address address)
    {
        if (address.IsDefault)
        {
            for (var i = 0; i < _addresses.Count; i++) _addresses[i] = _addresses[i] with { IsDefault = false };
        }

        if (address.Id.Length == 0)
        {
            _addresses.Add(address with { Id = _random.NextUuid() });
            return _addresses[^1];
        }

        _addresses[_addresses.FindIndex(saved => saved.Id == address.Id)] = address;
        return address;
    }

    /// <summary>The customer deletes it in the app.</summary>
    public void Delete(Address address) => _addresses.Remove(address);

    /// <summary>An address nobody has saved yet.</summary>
    public Address Draft()
    {
        var line1 = Line1();
        while (_addresses.Exists(saved => saved.Line1 == line1)) line1 = Line1();
        // A house of its own has no second line.
        return new Address("", Recipient(), Phone(), line1, _random.Chance(18) ? null : Line2(), IsDefault: false);
    }

    public string Phone() => $"010-{_random.Pick(_data.PhoneBlocks)}-{_random.Next(10000):0000}";

    private string Recipient() => _random.Pick(_data.Surnames) + _random.Pick(_data.GivenNames);

    public string Line2() => _random.Next(4) switch
    {
        0 => $"{101 + _random.Next(15)}동 {(1 + _random.Next(20)) * 100 + 1 + _random.Next(6)}호",
        1 => $"{_random.Pick(_data.Buildings)} {(1 + _random.Next(12)) * 100 + 1 + _random.Next(8)}호",
        2 => $"{2 + _random.Next(9)}층",
        _ => $"{(1 + _random.Next(9)) * 100 + 1 + _random.Next(9)}호",
    };

    public string GatePassword() => _random.Next(3) switch
    {
        0 => $"{_random.Next(10000):0000}*",
        1 => $"#{_random.Next(10000):0000}",
        _ => $"{_random.Next(10000):0000}#",
    };

    private string Line1() => $"{_random.Pick(_data.Roads)} {1 + _random.Next(180)}";
}
