using System.Text.Json;
using CallForge.Files;
using CallForge.Tests.Killing;

namespace CallForge.Tests;

/// <summary>Runs the tool as a user does, in a folder of its own, and keeps what it said.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings = [];

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public DataFolder Data => new(Path.Combine(_folder.Path, "data"));

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    /// <summary>The clock of the commands.</summary>
    public TimeProvider Time { get; init; } = TestTime.Today;

    /// <summary>What somebody at the terminal types; null if nobody is there.</summary>
    public string? Typed { get; set; }

    public CommandLine With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Runs a command with <c>--dir</c> pointing here; returns its exit code.</summary>
    public Task<int> RunAsync(params string[] args) => RunPlainAsync([.. args, "--dir", Data.DirPath]);

    /// <summary>Runs a command that has no <c>--dir</c>.</summary>
    public async Task<int> RunPlainAsync(params string[] args)
    {
        if (ToolProcess.IsOther && Time == TestTime.Today && Typed is null) return await RunOtherAsync(args);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CommandContext(new Terminal(output, error, IsInteractive: false) { Input = Typed is null ? null : new StringReader(Typed) }, Time, _settings.GetValueOrDefault);
        var code = await Cli.RunAsync(args, context, Xunit.TestContext.Current.CancellationToken);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>By the binary that the environment names, such as the native one: it has a clock of its own, and nobody types.</summary>
    private async Task<int> RunOtherAsync(string[] args)
    {
        using var process = ToolProcess.Start(Environment.CurrentDirectory, _settings.Select(setting => (setting.Key, setting.Value)), args);
        (var code, Out, Error) = await process.EndWithStreamsAsync();
        return code;
    }

    /// <summary>The pipeline on the embedded server, without a network.</summary>
    public Task<int> RunLocalAsync(params string[] args) => RunAsync(["run", "--provider", "local", "--chitchat", "none", .. args]);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    public static IEnumerable<JsonElement> JsonLines(string path) => File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement);

    public void Dispose() => _folder.Dispose();
}
