namespace CallForge;

/// <summary>How long to wait before the service is asked again for what it will have sooner or later: 1, 2, 4 … 60 seconds.</summary>
internal static class DoublingPause
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="tries">How often it was asked, from 1.</param>
    public static TimeSpan After(int tries) => TimeSpan.FromSeconds(Math.Min(1 << Math.Min(tries - 1, 10), Longest.TotalSeconds));
}
