namespace CallForge.Publish;

/// <summary>Everything that speaks against publishing, so that it is mended in one go.</summary>
internal sealed class Objections
{
    private readonly List<(string Sentence, bool CanBeForced)> _found = [];

    /// <param name="canBeForced">Whether <c>--force</c> publishes nevertheless.</param>
    public void Add(string sentence, bool canBeForced = false) => _found.Add((sentence, canBeForced));

    /// <summary>Refuses, or warns of what was forced.</summary>
    public void Settle(string dirPath, bool force, Terminal terminal)
    {
        var standing = _found.Where(one => !(one.CanBeForced && force)).ToList();
        if (standing.Count == 0)
        {
            foreach (var (sentence, _) in _found) terminal.Warn(sentence);
            return;
        }

        var remedy = standing.All(one => one.CanBeForced) ? "mend it, or give --force" : standing.Any(one => one.CanBeForced) ? "mend it; --force helps against some of it only" : "--force does not help against it";
        throw new CommandFailure(string.Join('\n', [$"Cannot publish '{dirPath}', and nothing was sent; {remedy}:", .. standing.Select(one => $"- {one.Sentence}")]));
    }
}
