namespace CallForge.LocalServer.Teachers;

/// <summary>What real teachers do to the grammar, written into good transcripts on request.</summary>
internal static class Deviations
{
    public static IReadOnlyList<string> Names { get; } = ["code-fence", "closing-note"];

    public static string Apply(string name, string transcript, SeededRandom random) => name switch
    {
        "code-fence" => $"```\n{transcript}\n```",
        "closing-note" => $"{transcript}\n\n{random.Pick(["(대화 종료)", "(상담 종료)"])}",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such deviation."),
    };
}
