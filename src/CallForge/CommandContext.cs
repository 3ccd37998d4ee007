namespace CallForge;

/// <summary>What a command may touch beside its options and its files.</summary>
/// <param name="Setting">A variable of the environment or, where that has none, of <c>.env</c>; null if neither has it.</param>
internal sealed record CommandContext(Terminal Terminal, TimeProvider Time, Func<string, string?> Setting)
{
    /// <summary>In UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
}
