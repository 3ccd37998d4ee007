using System.Text;
using CallForge.Domains;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CallForge.Publish;

/// <summary>The YAML of a card: read as keys, kept as lines, so that what others wrote stays as they wrote it.</summary>
internal sealed class CardYaml
{
    /// <summary>What one YAML or another takes for no text. Norwegian is <c>no</c>.</summary>
    private static readonly HashSet<string> Words = new(["no", "yes", "on", "off", "y", "n", "true", "false", "null"], StringComparer.OrdinalIgnoreCase);

    private readonly string[] _lines;
    private readonly YamlMappingNode _keys;

    private CardYaml(string[] lines, YamlMappingNode keys) => (_lines, _keys) = (lines, keys);

    public static CardYaml Parse(string text)
    {
        try
        {
            if (PackYaml.TooDeep(text) is { } line) throw Broken(line, "it nests too deep");
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var root = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
            if (stream.Documents.Count > 1 || root is not YamlMappingNode { Style: not MappingStyle.Flow } keys)
                throw Broken(1, "it is not a list of keys, each on a line of its own");
            return new CardYaml(text.Split('\n', StringSplitOptions.None)[..^1], keys);
        }
        catch (YamlException exception)
        {
            throw Broken(exception.Start.Line, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>A text as YAML that is nothing but that text.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') && !Words.Contains(text)
            ? text
            : Markdown.JsonString(text); // Which is YAML too.

    public IEnumerable<string> Keys => _keys.Children.Keys.Select(key => key.ToString());

    public bool Has(string key) => _keys.Children.ContainsKey(key);

    /// <summary>Of a key that has one text, or a list of one.</summary>
    public string? Text(string key) => Texts(key) is [var text] ? text : null;

    public IReadOnlyList<string> Texts(string key) => Value(_keys, key) switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => [text],
        YamlSequenceNode list => [.. list.OfType<YamlScalarNode>().Select(item => item.Value).OfType<string>()],
        _ => [],
    };

    /// <summary>The configurations, as <see cref="CardConfig.ToString"/> says them.</summary>
    public IEnumerable<string> Configs(Func<string, bool>? of = null) =>
        from config in (Value(_keys, "configs") as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? []
        where of is null || of(Value(config, "config_name")?.ToString() ?? "")
        let files = (Value(config, "data_files") as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? []
        select $"{Value(config, "config_name")}: {string.Join(", ", files.Select(file => $"{Value(file, "split")} {Value(file, "path")}"))}";

    /// <summary>The lines of the configurations that somebody else added.</summary>
    public IEnumerable<string> OtherConfigs()
    {
        if (Value(_keys, "configs") is not YamlSequenceNode { Style: not SequenceStyle.Flow } list) yield break;
        var (starts, end) = (list.Select(config => (int)config.Start.Line - 1).ToList(), EndOf("configs"));
        foreach (var (i, config) in list.Index().Where(one => one.Item is YamlMappingNode config && Value(config, "config_name") is YamlScalarNode { Value: { } name } && !Shard.OwnConfigs.Contains(name)))
        {
            var indent = (int)config.Start.Column - 1; // Of its first key, behind the dash.
            var lines = _lines[starts[i]..(i + 1 < starts.Count ? starts[i + 1] : end)].Where(line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith('#'));
            foreach (var (number, line) in lines.Index()) yield return $"{(number == 0 ? "- " : "  ")}{line[Math.Min(indent, line.Length)..]}\n";
        }
    }

    /// <summary>The index of the line where the next key begins.</summary>
    private int EndOf(string key)
    {
        var keys = _keys.Children.Keys.ToList();
        var next = keys.FindIndex(one => one is YamlScalarNode { Value: var name } && name == key) + 1;
        return next < keys.Count ? (int)keys[next].Start.Line - 1 : _lines.Length;
    }

    /// <summary>The lines of all other keys, with the comments around them.</summary>
    public string Without(IReadOnlyList<string> ownKeys)
    {
        var kept = new StringBuilder();
        var keys = _keys.Children.Keys.OfType<YamlScalarNode>().ToList();
        for (var i = -1; i < keys.Count; i++)
        {
            var from = i < 0 ? 0 : (int)keys[i].Start.Line - 1;
            var to = i + 1 < keys.Count ? (int)keys[i + 1].Start.Line - 1 : _lines.Length;
            var lines = _lines[from..to];
            if (i >= 0 && ownKeys.Contains(keys[i].Value)) lines = [.. lines.Where(line => line.StartsWith('#'))];
            foreach (var line in lines) kept.Append(line).Append('\n');
        }

        return kept.ToString();
    }

    private static YamlNode? Value(YamlMappingNode mapping, string key) => mapping.Children.TryGetValue(key, out var value) ? value : null;

    private static CommandFailure Broken(long line, string why) =>
        new($"Cannot read the YAML of the card, README.md line {line + 1}: {why}; mend it in the repository.");
}
