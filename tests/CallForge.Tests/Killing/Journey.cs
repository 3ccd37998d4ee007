namespace CallForge.Tests.Killing;

/// <summary>The commands from a domain pack to a dataset, as a user gives them.</summary>
/// <param name="Faults">As in <c>serve --fault</c>.</param>
internal sealed record Journey(string Name, string[] Faults, string[][] Commands)
{
    // Three lines fail in the first batch, so that retry has something to do.
    private static readonly string[] FailedLines = ["failed-line-500=1st:3"];

    private static readonly string[] Submit = ["submit-batch", "--wait", "--poll-interval", "1"];
    private static readonly string[][] End = [["retrieve-batch"], ["retry", "--wait", "--poll-interval", "1"], ["preprocess"]];

    public static Journey OnePart { get; } = new("1 part", FailedLines, [Generate(10), Submit, .. End]);

    public static Journey FiveParts { get; } = new("5 parts", FailedLines,
        [Generate(10), ["submit-batch"], Generate(20), ["submit-batch"], Generate(30), ["submit-batch"], Generate(40), ["submit-batch"], Generate(50), Submit, .. End]);

    /// <summary>A part above the limit of enqueued tokens, halved twice; the quarters run one after the other.</summary>
    public static Journey Quarters { get; } = new("halved twice", ["queue-limit@80000"], [Generate(20), Submit, .. End]);

    public static IReadOnlyList<Journey> All { get; } = [OnePart, FiveParts, Quarters];

    /// <summary>Whether its parts are the same each time. What a full queue makes smaller depends on who held it at that moment.</summary>
    public bool IsCutAlike => this != Quarters;

    /// <summary>What a user is told to give when the batches have not all ended.</summary>
    public static string[] Resume => Submit;

    private static string[] Generate(int count) => ["generate-batch", "--count", $"{count}", "--chitchat", "none", "--model", "gpt-5-2025-08-07"];
}
