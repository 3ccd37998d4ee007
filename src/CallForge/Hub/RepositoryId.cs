using System.Text.RegularExpressions;

namespace CallForge.Hub;

/// <summary>A dataset on the Hub: <c>namespace/name</c>.</summary>
/// <param name="Namespace">A user or an organisation; null for the user the token belongs to.</param>
internal sealed partial record RepositoryId(string? Namespace, string Name)
{
    private const int LongestName = 96;

    public static RepositoryId Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || !parts.All(IsName))
            throw CommandFailure.Usage($"'{text}' is no name of a repository on the Hub; give namespace/name, of letters, digits, '-', '_' and '.', such as me/delivery-calls.");
        return parts is [var name] ? new RepositoryId(null, name) : new RepositoryId(parts[0], parts[1]);
    }

    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";

    private static bool IsName(string text) =>
        text.Length <= LongestName && Allowed().IsMatch(text)
        && !text.Contains("--", StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal) && !text.EndsWith(".git", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?\z")]
    private static partial Regex Allowed();
}
