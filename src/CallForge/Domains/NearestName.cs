namespace CallForge.Domains;

/// <summary>What somebody who wrote an unknown name probably meant.</summary>
internal static class NearestName
{
    private const int LongestName = 200;

    /// <summary><c>did you mean 'x'?</c>, or what there is to choose from if nothing is near.</summary>
    public static string Remedy(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $"did you mean '{nearest}'?" : $"known: {string.Join(", ", known)}.";

    /// <summary>Null if nothing is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        // A whole paragraph by mistake has nothing near, and takes long to compare.
        if (name.Length > LongestName) return null;
        var nearest = known.Select(candidate => (Name: candidate, Edits: Edits(name, candidate))).OrderBy(pair => pair.Edits).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Max(2, name.Length / 3) ? nearest.Name : null;
    }

    /// <summary>How many characters must be put in, taken out or exchanged (Levenshtein).</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from)
        {
            var diagonal = row[0]++;
            for (var i = 1; i <= to.Length; i++)
            {
                var exchanged = diagonal + (letter == to[i - 1] ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.Min(exchanged, Math.Min(row[i], row[i - 1]) + 1);
            }
        }

        return row[^1];
    }
}
