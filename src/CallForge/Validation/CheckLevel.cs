using CallForge.Domains;

namespace CallForge.Validation;

/// <summary>How strict conversations are checked: <c>--check</c>.</summary>
internal enum CheckLevel
{
    /// <summary>As severe as each code is by itself, or as the pack says.</summary>
    Default,

    /// <summary>Warnings reject too.</summary>
    Strict,

    /// <summary>Everything is told, nothing rejects.</summary>
    Warn,

    /// <summary>Nothing is checked.</summary>
    Off,
}

internal static class CheckLevels
{
    public static readonly string[] Names = [.. Enum.GetNames<CheckLevel>().Select(name => name.ToLowerInvariant())];

    public static CheckLevel Parse(string name) => Enum.Parse<CheckLevel>(name, ignoreCase: true);

    public static string Name(this CheckLevel level) => level.ToString().ToLowerInvariant();

    public static Severity Of(this CheckLevel level, Severity severity) => (level, severity) switch
    {
        (CheckLevel.Off, _) or (_, Severity.Off) => Severity.Off,
        (CheckLevel.Strict, _) => Severity.Reject,
        (CheckLevel.Warn, _) => Severity.Warn,
        _ => severity,
    };
}
