using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>No output replaces what was paid for, what another step keeps, or what is read.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task The_files_of_a_folder_stay_as_they_are()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "4"));
        var data = cli.Data;
        Directory.CreateSymbolicLink(cli.PathOf("same"), data.DirPath);
        var before = Contents(data.DirPath);
        string[] others = ["batch_input.jsonl", "batch_status.json", "run.json", "results.jsonl", "result_lst.json", "rejected.jsonl", "repairs.jsonl", "report.json"];
        List<string[]> commands =
        [
            .. others.Where(name => name != "batch_input.jsonl").Select(name => (string[])["generate-batch", "--chitchat", "none", "--count", "4", "--output", Path.Combine(data.DirPath, name)]),
            .. others.Where(name => name != "result_lst.json").Select(name => (string[])["retrieve-batch", "--output", Path.Combine(data.DirPath, name)]),
            .. others.Select(name => (string[])["preprocess", "--output", Path.Combine(data.DirPath, name)]),
            ["preprocess", "--output", cli.PathOf("same/results.jsonl")],
            .. Directory.GetFiles(data.RawDirPath).Select(path => (string[])["preprocess", "--output", path]),
            .. Directory.GetFiles(data.RawDirPath).Select(path => (string[])["retrieve-batch", "--output", path]),
            ["preprocess", "--output", Path.Combine(data.RawDirPath, "new.jsonl")],
            ["preprocess", "--output", Path.Combine(data.LocalStateDirPath, "new.jsonl")],
        ];
        foreach (var command in commands)
        {
            Assert.True(await cli.RunAsync(command) == ExitCode.Usage, $"{string.Join(' ', command)}: {cli.Error}");
            Assert.Contains(command[^1], cli.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, Contents(data.DirPath));
    }

    [Theory]
    [InlineData("mine.jsonl", "mine.jsonl", "qwen")]
    [InlineData("mine.sharegpt.jsonl", "mine.jsonl", "qwen,sharegpt")]
    [InlineData("rejected.jsonl", "mine.jsonl", "qwen")]
    [InlineData("report.json", "mine.parquet", "qwen")]
    public async Task What_is_read_is_not_written_over(string input, string output, string format)
    {
        using var cli = new CommandLine();
        var text = JsonSerializer.Serialize((string[])["(고객) 안녕하세요"]);
        cli.Write(input, text);
        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("preprocess", "--input", cli.PathOf(input), "--output", cli.PathOf(output), "--format", format));
        Assert.Contains("is what is read", cli.Error, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(cli.PathOf(input)));
    }

    private static SortedDictionary<string, string> Contents(string dir) =>
        new(Directory.GetFiles(dir, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith(".lock", StringComparison.Ordinal)).ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path))));
}
