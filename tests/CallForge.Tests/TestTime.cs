namespace CallForge.Tests;

/// <summary>The machine's clock, moved so that the tests run on one day: models are shut down and batches expire, and no test may change with that.</summary>
internal sealed class TestTime : TimeProvider
{
    private static readonly DateTimeOffset FirstMoment = System.GetUtcNow();

    private TestTime()
    {
    }

    public static DateTimeOffset Day { get; } = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    public static TestTime Today { get; } = new();

    public override DateTimeOffset GetUtcNow() => Day + (System.GetUtcNow() - FirstMoment);
}
