using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>What every simulated world is made of; read once, never changed.</summary>
internal sealed record DeliveryData(
    IReadOnlyList<IReadOnlyList<RestaurantKind>> KindsByCategory,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> Surnames,
    IReadOnlyList<string> GivenNames,
    IReadOnlyList<string> PhoneBlocks,
    IReadOnlyList<string> Roads,
    IReadOnlyList<string> Buildings,
    IReadOnlyList<string> DeliveryNotes,
    IReadOnlyList<PaymentWord> Payments,
    IReadOnlyList<string> PaymentGateways,
    IReadOnlyList<Typo> Typos,
    IReadOnlyList<Typo> CategoryTypos)
{
    public static DeliveryData Read(YamlMappingNode restaurants, YamlMappingNode people) => new(
        [.. restaurants.Children.Select(category => Kinds(Text(category.Key), (YamlSequenceNode)category.Value))],
        Texts(people, "areas"),
        Texts(people, "surnames"),
        Texts(people, "given_names"),
        Texts(people, "phone_blocks"),
        Texts(people, "roads"),
        Texts(people, "buildings"),
        Texts(people, "delivery_notes"),
        [.. Pairs(people, "payments").Select(pair => new PaymentWord(pair.Key, pair.Value))],
        Texts(people, "payment_gateways"),
        [.. Pairs(people, "typos").Select(pair => new Typo(pair.Key, pair.Value))],
        [.. Pairs(people, "category_typos").Select(pair => new Typo(pair.Value, pair.Key))]);

    private static IReadOnlyList<RestaurantKind> Kinds(string category, YamlSequenceNode kinds) =>
        [.. kinds.Cast<YamlMappingNode>().Select(kind => new RestaurantKind(
            category,
            Texts(kind, "words"),
            [.. Texts(kind, "min_order_amounts").Select(int.Parse)],
            Texts(kind, "names"),
            [.. Texts(kind, "menus").Select(Menu)],
            Texts(kind, "requests")))];

    // "후라이드치킨, 18000, 마리"
    private static MenuLine Menu(string line)
    {
        var cells = line.Split(", ");
        return new MenuLine(cells[0], int.Parse(cells[1]), cells[2]);
    }

    private static string[] Texts(YamlMappingNode map, string key) => [.. ((YamlSequenceNode)map[key]).Select(Text)];

    private static IEnumerable<(string Key, string Value)> Pairs(YamlMappingNode map, string key) =>
        ((YamlMappingNode)map[key]).Select(pair => (Text(pair.Key), Text(pair.Value)));

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}

/// <summary>How a customer names a way to pay, and what the function calls it.</summary>
internal sealed record PaymentWord(string Word, string Method);

internal sealed record Typo(string Meant, string Written);
