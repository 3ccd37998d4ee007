using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CallForge.Domains;

/// <summary>A value of a YAML file and where it stands. What does not fit is among the mistakes, and reads as nothing.</summary>
internal sealed class PackYaml
{
    private const int MaxDepth = 32;

    private readonly string _file;
    private readonly YamlNode _node;
    private readonly PackMistakes _mistakes;

    private PackYaml(string file, YamlNode node, PackMistakes mistakes) => (_file, _node, _mistakes) = (file, node, mistakes);

    public static PackYaml? Load(PackFiles files, string file, PackMistakes mistakes)
    {
        return files.Text(file, mistakes) is { } text ? Parse(text, file, mistakes) : null;
    }

    public static PackYaml? Parse(string text, string file, PackMistakes mistakes)
    {
        try
        {
            if (TooDeep(text) is { } line)
            {
                mistakes.Add(file, line, $"lists and mappings lie more than {MaxDepth} deep here; no pack needs that.");
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return new PackYaml(file, stream.Documents[0].RootNode, mistakes);
            mistakes.Add(file, 1, $"the file has {stream.Documents.Count} YAML documents; write one.");
        }
        catch (YamlException exception)
        {
            var reason = exception.Message.TrimEnd('.');
            mistakes.Add(file, exception.Start.Line, $"this is not YAML: {reason}; a text with ': ' or ' #' in it needs quotes.");
        }

        return null;
    }

    /// <summary>The line that nests too deep, if one does: a loader that calls itself would end the program there.</summary>
    public static long? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            for (var depth = 0; parser.MoveNext();)
                if ((depth += parser.Current!.NestingIncrease) > MaxDepth) return parser.Current.Start.Line;
        }
        catch (Exception exception) when (exception is not YamlException) // Some broken files it meets with whatever exception comes of them.
        {
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(place, place, "it cannot be read from here on", exception);
        }

        return null;
    }

    public bool IsMapping => _node is YamlMappingNode;

    public void Refuse(string message) => _mistakes.Add(_file, _node.Start.Line, message);

    public string? Text()
    {
        if (_node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value)) return value;
        Refuse($"here stands {Kind}; write a text instead.");
        return null;
    }

    public IReadOnlyList<PackYaml> Items()
    {
        if (_node is YamlSequenceNode { Children.Count: > 0 } list) return [.. list.Select(Wrap)];
        Refuse(_node is YamlSequenceNode ? "this list is empty; give it at least one item." : $"here stands {Kind}; write a list instead.");
        return [];
    }

    /// <summary>The list's texts, with where each stands.</summary>
    public IReadOnlyList<(PackYaml Place, string Value)> Texts() =>
        [.. Items().Select(item => (item, Value: item.Text())).Where(pair => pair.Value is not null).Select(pair => (pair.item, pair.Value!))];

    public IReadOnlyList<(string Key, PackYaml Place, PackYaml Value)> Entries()
    {
        if (_node is YamlMappingNode { Children.Count: > 0 } mapping)
            return [.. mapping.Select(pair => (Key: Wrap(pair.Key), Value: Wrap(pair.Value)))
                .Select(pair => (pair.Key.Text() ?? "", pair.Key, pair.Value))];
        Refuse($"here stands {Kind}; write keys with values instead.");
        return [];
    }

    /// <summary>The values by key; a required key that is missing and a key that is not known are mistakes.</summary>
    public IReadOnlyDictionary<string, PackYaml> Fields(IReadOnlyList<string> required, params IReadOnlyList<string> optional)
    {
        var entries = Entries();
        IEnumerable<string> known = [.. required, .. optional];
        foreach (var (key, place, _) in entries.Where(entry => !known.Contains(entry.Key)))
            place.Refuse($"the key '{key}' is unknown; {NearestName.Remedy(key, known)}");
        foreach (var key in required.Where(key => entries.Count > 0 && entries.All(entry => entry.Key != key)))
            Refuse($"the key '{key}' is missing; add it.");
        return entries.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    private string Kind => _node switch
    {
        YamlSequenceNode => "a list",
        YamlMappingNode => "a mapping",
        _ => _node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value) ? $"the text '{value}'" : "nothing",
    };

    private PackYaml Wrap(YamlNode node) => new(_file, node, _mistakes);
}
