using System.Globalization;

namespace CallForge;

/// <summary>A clock that is as far off the real one as a setting says: for what costs nothing, and to see another day coming.</summary>
internal sealed class PretendedTime(TimeProvider real, TimeSpan shift) : TimeProvider
{
    public const string SettingName = "CALLFORGE_NOW";

    /// <summary>The context with the clock of the setting, if there is one.</summary>
    public static CommandContext In(CommandContext context)
    {
        if (context.Setting(SettingName) is not { Length: > 0 } text) return context;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
            throw CommandFailure.Usage($"{SettingName} is '{text}'; give a day or a time, such as 2026-12-11 or 2026-12-11T09:00:00Z, or leave it out.");
        return context with { Time = new PretendedTime(context.Time, now - context.Time.GetUtcNow()) };
    }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + shift;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
