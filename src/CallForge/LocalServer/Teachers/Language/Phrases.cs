using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>Every sentence of the simulation by the name of its speech act, and for customers by their manner.</summary>
internal sealed class Phrases
{
    public static readonly IReadOnlyList<string> Manners = ["polite", "casual", "terse", "chatty", "elderly", "hurried"];

    private readonly FrozenDictionary<string, Template[][]> _symbols;

    private Phrases(Dictionary<string, Template[][]> symbols) => _symbols = symbols.ToFrozenDictionary();

    public Template[] Of(string symbol, int manner) =>
        _symbols.TryGetValue(symbol, out var byManner)
            ? byManner[manner]
            : throw new KeyNotFoundException($"No phrases are called '{symbol}'.");

    /// <summary>What customers of a manner mistype, if anything.</summary>
    public IEnumerable<string> Slips(int manner) =>
        (Has("slips") ? Of("slips", manner) : []).SelectMany(slip => slip.Parts).OfType<Template.Part.Text>().Select(text => text.Value);

    public bool Has(string symbol) => _symbols.ContainsKey(symbol);

    public static int MannerOf(string id) => Math.Max(0, Manners.ToList().IndexOf(id));

    public static Phrases Read(IEnumerable<YamlMappingNode> files)
    {
        var symbols = new Dictionary<string, Template[][]>();
        foreach (var (name, phrases) in files.SelectMany(file => file.Children))
            symbols.Add(((YamlScalarNode)name).Value!, [.. Manners.Select(manner => Read(phrases, manner))]);
        return new Phrases(symbols);
    }

    // A plain list serves every manner; under "all" it is added to each manner's own.
    private static Template[] Read(YamlNode phrases, string manner) => phrases switch
    {
        YamlMappingNode map => [.. List(map, manner), .. List(map, "all")],
        _ => List(phrases),
    };

    private static Template[] List(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var list) ? List(list) : [];

    private static Template[] List(YamlNode list) =>
        [.. ((YamlSequenceNode)list).Select(item => Template.Parse(((YamlScalarNode)item).Value ?? ""))];
}
