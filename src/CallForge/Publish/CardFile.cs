namespace CallForge.Publish;

/// <summary>A README.md in its parts: what callforge writes, and what others wrote around it.</summary>
/// <param name="Yaml">The lines between the first two <c>---</c>; empty if there are none.</param>
/// <param name="Before">Between them and the generated part.</param>
internal sealed record CardFile(string Yaml, string Before, string After)
{
    public const string Begin = "<!-- callforge:begin -->";
    public const string End = "<!-- callforge:end -->";
    private const string Fence = "---\n";

    public static readonly CardFile None = new("", "\n", "");

    /// <param name="text">Null if the repository has none.</param>
    public static CardFile Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return None;
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (!text.EndsWith('\n')) text += '\n';
        var yaml = "";
        if (text.StartsWith(Fence, StringComparison.Ordinal))
        {
            // The end may be the next line at once: then there are no keys.
            var end = text.IndexOf('\n' + Fence, Fence.Length - 1, StringComparison.Ordinal);
            if (end < 0) throw Broken("begins with '---', and no second '---' ends its YAML; add that line");
            (yaml, text) = (text[Fence.Length..(end + 1)], text[(end + 1 + Fence.Length)..]);
        }

        return (Places(text, Begin), Places(text, End)) switch
        {
            ([], []) => new CardFile(yaml, $"{text.TrimEnd('\n')}\n\n", ""),
            ([var begin], [var end]) when begin < end => new CardFile(yaml, text[..begin], text[(end + End.Length + 1)..]),
            _ => throw Broken($"needs the line '{Begin}' once and '{End}' once below it, or neither"),
        };
    }

    public string With(string yaml, string generated) => $"{Fence}{yaml}{Fence}{Before}{Begin}\n{generated}{End}\n{After}";

    /// <summary>Where the line stands that is nothing but this.</summary>
    private static List<int> Places(string text, string line)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(line, StringComparison.Ordinal); at >= 0; at = text.IndexOf(line, at + 1, StringComparison.Ordinal))
            if ((at == 0 || text[at - 1] == '\n') && text[at + line.Length] == '\n') places.Add(at);
        return places;
    }

    private static CommandFailure Broken(string what) => new($"Cannot write the card anew: the README.md of the repository {what}.");
}
