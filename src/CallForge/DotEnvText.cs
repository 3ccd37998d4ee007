using System.Text.RegularExpressions;

namespace CallForge;

/// <summary>
/// What a <c>.env</c> says, read as python-dotenv reads it: comments, <c>export</c>, quotes over several lines, escapes in
/// them, <c>${NAME}</c> and <c>${NAME:-otherwise}</c>, where the environment comes before the file.
/// </summary>
internal sealed partial class DotEnvText
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<int> _unreadLines = [];
    private readonly Func<string, string?> _environment;
    private readonly string _text;
    private int _place;

    public DotEnvText(string text, Func<string, string?> environment)
    {
        (_text, _environment) = (text, environment);
        for (Skip(Blanks()); _place < text.Length; Skip(Blanks())) ReadStatement();
    }

    public Dictionary<string, string> Values => _values;

    /// <summary>Numbers of the lines that are no statement, from 1.</summary>
    public IReadOnlyList<int> UnreadLines => _unreadLines;

    private void ReadStatement()
    {
        var start = _place;
        Skip(Export());
        var key = Next() == '#' ? null : Take(QuotedKey()) ?? Take(Key());
        Skip(BlanksInLine());
        var value = key is not null && Next() == '=' ? ReadValue() : null;
        Skip(Comment());
        if (Take(LineEnd()) is null || (key is null && _text[start] != '#'))
        {
            _unreadLines.Add(1 + _text.AsSpan(0, start).Count('\n'));
            Skip(RestOfLine());
        }
        else if (value is not null)
            _values[key!] = Reference().Replace(value, reference => ValueOf(reference.Groups));
    }

    private string? ReadValue()
    {
        Skip(EqualSign());
        return Next() switch
        {
            '\'' => Take(SingleQuoted()) is { } quoted ? SingleEscape().Replace(quoted, "$1") : null,
            '"' => Take(DoubleQuoted()) is { } quoted ? DoubleEscape().Replace(quoted, escape => Unescaped(escape.Value[1])) : null,
            _ => InlineComment().Replace(Take(Unquoted())!, "").TrimEnd(),
        };
    }

    private string ValueOf(GroupCollection reference) =>
        _environment(reference["name"].Value) ?? _values.GetValueOrDefault(reference["name"].Value) ?? reference["otherwise"].Value;

    private static string Unescaped(char letter) => letter switch
    {
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        _ => letter.ToString(),
    };

    private char Next() => _place < _text.Length ? _text[_place] : '\0';

    private void Skip(Regex pattern) => Take(pattern);

    /// <summary>What the pattern matches here, or its group; null, and nothing is passed over, if it does not match.</summary>
    private string? Take(Regex pattern)
    {
        var match = pattern.Match(_text, _place);
        if (!match.Success) return null;
        _place += match.Length;
        return match.Groups[match.Groups.Count - 1].Value;
    }

    [GeneratedRegex(@"\G\s*")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\G[^\S\r\n]*")]
    private static partial Regex BlanksInLine();

    [GeneratedRegex(@"\Gexport[^\S\r\n]+")]
    private static partial Regex Export();

    [GeneratedRegex(@"\G'([^']+)'")]
    private static partial Regex QuotedKey();

    [GeneratedRegex(@"\G[^=#\s]+")]
    private static partial Regex Key();

    [GeneratedRegex(@"\G=[^\S\r\n]*")]
    private static partial Regex EqualSign();

    [GeneratedRegex(@"\G'((?:\\'|[^'])*)'")]
    private static partial Regex SingleQuoted();

    [GeneratedRegex(@"\G""((?:\\""|[^""])*)""")]
    private static partial Regex DoubleQuoted();

    [GeneratedRegex(@"\G[^\r\n]*")]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"\G[^\S\r\n]*#[^\r\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G[^\S\r\n]*(?:\r\n|\n|\r|\z)")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\G[^\r\n]*(?:\r\n|\n|\r)?")]
    private static partial Regex RestOfLine();

    [GeneratedRegex(@"\s+#.*")]
    private static partial Regex InlineComment();

    [GeneratedRegex(@"\\([\\'])")]
    private static partial Regex SingleEscape();

    [GeneratedRegex(@"\\[\\'""abfnrtv]")]
    private static partial Regex DoubleEscape();

    [GeneratedRegex(@"\$\{(?<name>[^\}:]*)(?::-(?<otherwise>[^\}]*))?\}")]
    private static partial Regex Reference();
}
