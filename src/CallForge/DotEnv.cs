namespace CallForge;

/// <summary>The environment, then the file <c>.env</c> of the current folder: <c>NAME=value</c> lines, <c>#</c> comments, optional quotes.</summary>
internal static class DotEnv
{
    public static Func<string, string?> Load(string path)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            var text = line.Trim();
            if (text.StartsWith("export ", StringComparison.Ordinal)) text = text["export ".Length..];
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || text[0] == '#') continue;
            values[text[..equals].Trim()] = text[(equals + 1)..].Trim().Trim('"', '\'');
        }

        return name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : values.GetValueOrDefault(name);
    }
}
