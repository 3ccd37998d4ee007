namespace CallForge.Tests.LocalServer;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class FakeTime : TimeProvider
{
    private long _seconds = 1_761_896_208;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _seconds, (long)time.TotalSeconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Interlocked.Read(ref _seconds));
}
