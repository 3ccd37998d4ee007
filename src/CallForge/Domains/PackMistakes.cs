namespace CallForge.Domains;

/// <summary>Everything found wrong in a pack, so that its author mends it in one go and not mistake by mistake.</summary>
/// <param name="place">Where the pack lies: its name or its folder.</param>
internal sealed class PackMistakes(string place)
{
    private readonly List<string> _found = [];

    public void Add(string file, string message) => _found.Add($"{place}/{file}: {message}");

    public void Add(string file, long line, string message) => Add($"{file}:{line}", message);

    public void RefuseIfAny()
    {
        if (_found.Count > 0) throw CommandFailure.Usage(string.Join('\n', _found));
    }
}
