using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Words of one language for text fields, by the names of the fields.</summary>
internal sealed class Words
{
    private static readonly string[] Bad =
        ["cancelled", "canceled", "deleted", "overdue", "expired", "closed", "failed", "blocked", "error", "late", "deprecated", "archived", "soldout", "sold", "hidden", "more", "next"];

    private readonly Dictionary<string, string[]> _lists = [];

    private Words(YamlMappingNode lists)
    {
        foreach (var (names, list) in lists.Children)
        {
            var words = ((YamlSequenceNode)list).Select(one => ((YamlScalarNode)one).Value!).ToArray();
            foreach (var name in ((YamlScalarNode)names).Value!.Split(' ')) _lists.Add(name, words);
        }
    }

    /// <summary>Time zone of the language's country.</summary>
    public string Offset => _lists["offset"][0];

    /// <summary>Whether prices have no decimals.</summary>
    public bool HasWholePrices => _lists["prices"][0] == "whole";

    public static Words Read(YamlMappingNode lists) => new(lists);

    public static bool IsBad(string word) => Bad.Contains(word);

    public IReadOnlyList<string> For(string name, string kind)
    {
        var words = NameWords.Split(name);
        if (_lists.TryGetValue(string.Join('_', words), out var exact) && words.Length > 1) return exact;
        if (_lists.TryGetValue($"{kind}_{words[^1]}", out var ofKind)) return ofKind;
        for (var i = words.Length - 1; i >= 0; i--)
            if (_lists.TryGetValue(words[i], out var list) || _lists.TryGetValue(NameWords.Singular(words[i]), out list)) return list;
        return _lists.TryGetValue(kind, out var things) ? things : _lists["anything"];
    }
}
