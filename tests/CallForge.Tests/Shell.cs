using System.Globalization;

namespace CallForge.Tests;

/// <summary>What the scripts in <c>bench/</c> set for the tests that only they run.</summary>
internal static class Shell
{
    public static int Number(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
