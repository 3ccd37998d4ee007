namespace CallForge.Tests;

/// <summary>A clock by which every wait ends at once, and that has moved on by as much: nobody sleeps in a test.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private long _skippedTicks;

    public TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skippedTicks));

    /// <summary>When it begins, if nothing but waits is to move it; null for the clock of all tests.</summary>
    public DateTimeOffset? Start { get; init; }

    public override DateTimeOffset GetUtcNow() => (Start ?? TestTime.Today.GetUtcNow()) + Skipped;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) Interlocked.Add(ref _skippedTicks, dueTime.Ticks);
        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
