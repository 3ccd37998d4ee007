namespace CallForge.Submit;

/// <summary>How long to wait before a call is made again.</summary>
/// <param name="pollInterval">What the user finds a fair pace.</param>
internal sealed class Pauses(TimeSpan pollInterval, CommandContext context)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Twice as long each time, or what the service asks for.</summary>
    public TimeSpan After(int tries) => Min(Longest, TimeSpan.FromTicks(Min(pollInterval, TimeSpan.FromSeconds(1)).Ticks << Math.Min(tries - 1, 10)));

    public async Task WaitAsync(int tries, TimeSpan? asked, string reason, CancellationToken cancellationToken)
    {
        var pause = asked ?? After(tries);
        context.Terminal.Warn($"{reason} Trying again in {pause.TotalSeconds:0.#} s.");
        await Task.Delay(pause, context.Time, cancellationToken);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
