using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Run;

/// <summary>A folder remembers what it was made from: a command carries on and pays for nothing that was not asked for by name.</summary>
public sealed class RememberedOptionsTests
{
    [Theory]
    [InlineData("--count", "7")]
    [InlineData("--mix", "gold", "--count", "11", "--seed", "9")]
    [InlineData("--mix", "classic", "--count", "3", "--model", "gpt-6-luna", "--endpoint", "chat", "--max-output-tokens", "9000", "--reasoning-effort", "low")]
    [InlineData("--count", "5", "--seed", "-3", "--format", "openai,sharegpt", "--system-turn", "none", "--preamble", "drop", "--test-share", "0.3", "--shard-size", "0.02")]
    [InlineData("--count", "4", "--format", "text", "--template", "qwen2.5", "--pilot", "2")]
    public async Task A_run_that_names_nothing_changes_nothing(params string[] options)
    {
        using var cli = new CommandLine();
        Assert.True(await cli.RunLocalAsync(options) == 0, cli.Error);
        var before = FilesOf(cli);
        Assert.True(await cli.RunAsync("run") == 0, cli.Error);
        Assert.Equal(before, FilesOf(cli));
        Assert.Equal(4, cli.Error.Split("nothing to do").Length - 1);
        foreach (var (name, value) in options.Chunk(2).Select(pair => (pair[0], pair[1])).Where(pair => pair.Item1 != "--pilot"))
            Assert.Contains($"{name} {value}", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--pilot", cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mix", "classic")]
    [InlineData("--seed", "8")]
    [InlineData("--model", "gpt-6-luna")]
    [InlineData("--endpoint", "chat")]
    [InlineData("--max-output-tokens", "77")]
    [InlineData("--domain", "library")]
    [InlineData("--count", "2")]
    public async Task Another_value_in_a_submitted_folder_is_refused_and_the_way_out_named(string option, string value)
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "4"));
        var before = FilesOf(cli);
        foreach (var command in new[] { "run", "generate-batch" })
        {
            Assert.Equal(2, await cli.RunAsync(command, option, value == "library" ? Fixture.PathOf("domains/library") : value));
            Assert.Contains("--dir", cli.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, FilesOf(cli));
    }

    [Fact]
    public async Task In_a_folder_without_a_submission_what_is_named_replaces_the_requests_and_the_rest_is_remembered()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "5", "--seed", "3", "--chitchat", "none"));
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--mix", "classic"));
        var run = RunFile.Load(cli.Data.RunFilePath)!;
        Assert.Equal((5, 3L, "classic", "none"), (run.Count, run.Seed, run.Mix, run.Chitchat!.Option));
        Assert.Contains("--count 5 --seed 3 --domain delivery-ko --model gpt-5-2025-08-07", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--mix", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Growing_takes_a_count_and_keeps_the_rest()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "4", "--mix", "classic", "--seed", "5", "--format", "openai"));
        Assert.True(await cli.RunAsync("run", "--count", "6") == 0, cli.Error);
        Assert.Equal([4, 2], BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Requests));
        Assert.Equal("openai", Assert.Single(Report.Load(cli.Data.ReportFilePath)!.Files!).Format);
    }

    [Fact]
    public async Task Preprocess_makes_rows_as_the_last_time_it_read_the_same_input()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "6", "--format", "openai", "--seed", "5"));
        var before = File.ReadAllBytes(cli.Data.DatasetFilePath);
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Equal(before, File.ReadAllBytes(cli.Data.DatasetFilePath));
        Assert.Contains("--seed 5 --format openai", cli.Error, StringComparison.Ordinal);

        Assert.Equal(0, await cli.RunAsync("preprocess", "--format", "swift"));
        Assert.Equal(0, await cli.RunAsync("run"));
        Assert.Equal("swift", Assert.Single(Report.Load(cli.Data.ReportFilePath)!.Files!).Format);
        var elsewhere = cli.PathOf("other/set.jsonl");
        Assert.Equal(0, await cli.RunPlainAsync("preprocess", "--input", cli.Data.ResultListFilePath, "--output", elsewhere));
        Assert.Contains($"run.json': --domain delivery-ko --seed 5 --format openai", cli.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> FilesOf(CommandLine cli) => Directory.EnumerateFiles(cli.Data.DirPath, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains(".lock", StringComparison.Ordinal) && !path.EndsWith("lock", StringComparison.Ordinal))
        .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)) + File.GetLastWriteTimeUtc(path).Ticks);
}
