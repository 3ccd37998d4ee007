using CallForge.Domains;

namespace CallForge.Preprocess;

/// <summary>
/// Which split a conversation is in: by the hash of what was drawn for it, so that one scenario is never on both sides and
/// a dataset that grows keeps every conversation where it was.
/// </summary>
/// <param name="testShare">0 if there is only one split.</param>
internal sealed class Splits(double testShare, long seed)
{
    public const string Train = "train";
    public const string Test = "test";

    public IReadOnlyList<string> Names { get; } = testShare > 0 ? [Train, Test] : [Train];

    /// <summary>The place in <see cref="Names"/>. A transcript whose request is unknown goes by its text.</summary>
    public int Of(TranscriptItem item)
    {
        if (testShare <= 0) return 0;
        var drawn = item.Scenario is { } scenario ? ScenarioBlock.Write(scenario) : TranscriptSource.IdOf(item.Transcript!.Value.Span);
        return SeededRandom.For(seed, "test-share", drawn).Next() * Math.Pow(2, -64) < testShare ? 1 : 0;
    }
}
