using CallForge.StubHub;

namespace CallForge.Tests.Publish;

/// <summary>A run whose dataset can be pushed; made once, copied for each test.</summary>
internal static class PushFolder
{
    private static readonly Lazy<Task<IReadOnlyList<(string Name, byte[] Content)>>> Files = new(MakeAsync);

    public static async Task<CommandLine> CopyAsync(StubServer hub)
    {
        var cli = new CommandLine { Time = new HurriedTime() };
        Directory.CreateDirectory(cli.Data.DirPath);
        foreach (var (name, content) in await Files.Value) await File.WriteAllBytesAsync(Path.Combine(cli.Data.DirPath, name), content);
        return cli.With("HF_ENDPOINT", hub.Url.ToString()).With("HF_TOKEN", hub.State.Options.Token);
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Content)>> MakeAsync()
    {
        using var cli = new CommandLine();
        if (await cli.RunLocalAsync("--count", "40") != 0) throw new InvalidOperationException(cli.Error);
        return [.. Directory.EnumerateFiles(cli.Data.DirPath).Where(path => !Path.GetFileName(path).StartsWith('.')).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];
    }
}
