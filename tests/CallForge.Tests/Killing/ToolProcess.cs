using System.Diagnostics;

namespace CallForge.Tests.Killing;

/// <summary>The tool in a process of its own: nothing of it survives a <c>kill -9</c> but its files.</summary>
internal sealed class ToolProcess : IDisposable
{
    /// <summary>128 and the number of the signal.</summary>
    public const int Killed = 137;

    // The environment names another binary, such as the native one.
    private static readonly string? Binary = Environment.GetEnvironmentVariable("CALLFORGE") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ToolProcess(Process process) => (_process, _output, _error) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Whether it is another binary than the one these tests were built with.</summary>
    public static bool IsOther => Binary is not null;

    public static ToolProcess Start(string workDirPath, IEnumerable<(string Name, string Value)> settings, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Binary ?? "dotnet", [.. Binary is null ? [Path.Combine(AppContext.BaseDirectory, "callforge.dll")] : Array.Empty<string>(), .. args])
        {
            WorkingDirectory = workDirPath,
            RedirectStandardInput = true, // Nobody is there to be asked.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new ToolProcess(Process.Start(start)!);
    }

    public async Task<(int Code, string Said)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output + await _error);
    }

    public async Task<(int Code, string Out, string Error)> EndWithStreamsAsync() =>
        ((await EndAsync()).Code, await _output, await _error);

    public Task<bool> HasEndedAsync(TimeSpan within) => Task.Run(() => _process.WaitForExit(within));

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl+C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();
}
