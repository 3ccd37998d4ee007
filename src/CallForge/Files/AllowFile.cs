using System.Text.RegularExpressions;

namespace CallForge.Files;

/// <summary><c>allow.txt</c>: findings that a person has looked at and lets pass, <c>ID # allow: CODE, CODE</c> a line.</summary>
internal sealed partial class AllowFile
{
    private readonly Dictionary<string, HashSet<string>> _codes = new(StringComparer.Ordinal);

    /// <param name="codes">Those there are.</param>
    /// <exception cref="CommandFailure">A line cannot be read.</exception>
    public static AllowFile Load(string path, IReadOnlyCollection<string> codes)
    {
        var file = new AllowFile();
        if (!File.Exists(path)) return file;
        foreach (var (line, number) in File.ReadLines(path).Select((line, i) => (line.Trim(), i + 1)))
            if (line.Length > 0 && line[0] != '#') file.Add(line, $"{path}:{number}", codes);
        return file;
    }

    public bool Allows(string id, string code) => _codes.TryGetValue(id, out var codes) && codes.Contains(code);

    private void Add(string line, string place, IReadOnlyCollection<string> codes)
    {
        if (Line().Match(line) is not { Success: true } match)
            throw CommandFailure.Usage($"'{place}' is '{PlainText.OfLine(line)}'; write an id and what is allowed for it, such as: cf-0123456789ab-000094 # allow: loop");
        var allowed = match.Groups["codes"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (allowed.FirstOrDefault(code => !codes.Contains(code)) is { } unknown)
            throw CommandFailure.Usage($"'{place}' allows '{unknown}', which is no code of a finding; the codes are {string.Join(", ", codes)}.");
        if (!_codes.TryGetValue(match.Groups["id"].Value, out var known)) _codes.Add(match.Groups["id"].Value, known = []);
        known.UnionWith(allowed);
    }

    [GeneratedRegex(@"\A(?<id>\S+)\s+#\s*allow:\s*(?<codes>\S.*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
