using System.Diagnostics;
using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>Nobody to speak to, and a terminal that is closed, are no reason to lose work.</summary>
public sealed class StreamTests
{
    private const string Run = "run --provider local --count 3 --chitchat none --dir d";

    [Theory]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData("| true")]
    [InlineData(">/dev/full")]
    public async Task A_run_goes_to_its_end_although_its_words_go_nowhere(string redirection)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell's redirections");
        using var folder = new TempFolder();
        var (code, said) = await ShellAsync(folder.Path, $"CALLFORGE {Run} {redirection}");
        Assert.InRange(code, 0, 1); // The runtime itself may have opened a file in place of a closed stdout, which then takes no words.
        Assert.True(File.Exists(Path.Combine(folder.Path, "d", "dataset.parquet")), said);
        Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
        if (redirection.StartsWith("2>", StringComparison.Ordinal)) Assert.Equal(0, code);
        if (redirection != ">/dev/full") return;
        Assert.Equal(1, code);
        Assert.Contains("could not be written to stdout", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_a_command_like_Ctrl_C_and_nohup_keeps_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        using var folder = new TempFolder();
        var serve = "CALLFORGE serve --port 0 --state s > url & tool=$!; until grep -q http url; do sleep 0.05; done; kill -HUP $tool";
        var (code, _) = await ShellAsync(folder.Path, $"{serve}; wait $tool");
        Assert.Equal(0, code); // As serve ends with Ctrl+C.
        (code, _) = await ShellAsync(folder.Path, $"rm -f url; trap '' HUP; {serve}; curl -s $(cat url)/models >/dev/null; code=$?; kill -TERM $tool; exit $code");
        Assert.Equal(0, code);
    }

    private static async Task<(int Code, string Said)> ShellAsync(string dir, string script)
    {
        var tool = Environment.GetEnvironmentVariable("CALLFORGE") is { Length: > 0 } path ? $"'{Path.GetFullPath(path)}'" : $"dotnet '{Path.Combine(AppContext.BaseDirectory, "callforge.dll")}'";
        var start = new ProcessStartInfo("bash", ["-c", script.Replace("CALLFORGE", tool, StringComparison.Ordinal)]) { WorkingDirectory = dir, RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, string.Concat(said));
    }
}
