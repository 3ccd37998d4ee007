namespace CallForge.OpenAI;

/// <summary>What the limit of an answer is called in a body: servers differ.</summary>
internal static class TokenLimit
{
    private static readonly string[] Names = ["max_output_tokens", "max_completion_tokens", "max_tokens"];

    /// <summary>Of those that a body has, the first; null if it has none.</summary>
    public static string? NameIn(Func<string, bool> has) => Names.FirstOrDefault(has);

    /// <summary>Where a body has none yet.</summary>
    public static string NameFor(string endpoint) => endpoint.EndsWith("/responses", StringComparison.Ordinal) ? Names[0] : Names[1];
}
