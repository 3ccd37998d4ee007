using System.Globalization;

namespace CallForge;

/// <summary>Whether the process was started to outlive its terminal, as <c>nohup</c> does.</summary>
internal static class Hangup
{
    private const string IgnoredSignals = "SigIgn:";

    /// <summary>Where that cannot be known, it is taken for no.</summary>
    public static bool IsIgnored() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line.AsSpan(IgnoredSignals.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
        && (mask & 1) != 0; // The first bit is SIGHUP.
}
