using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Run;

/// <summary>What an earlier version has paid for is carried on by this one, whatever has become of the pack.</summary>
public sealed class EarlierFolderTests
{
    private const int Count = 4;

    [Theory]
    [InlineData("generated", "--provider", "local")]
    [InlineData("submitted")]
    [InlineData("half-retrieved")]
    public async Task A_folder_of_an_earlier_version_is_carried_on_to_its_dataset(string state, params string[] options)
    {
        using var cli = new CommandLine();
        EarlierFolder.CopyTo(cli, state);
        var (requests, batches) = (File.ReadAllBytes(cli.Data.BatchInputFilePath), BatchIds(cli));
        Assert.True(await cli.RunAsync(["run", .. options]) == 0, cli.Error);
        Assert.Equal(requests, File.ReadAllBytes(cli.Data.BatchInputFilePath));
        if (batches.Count > 0) Assert.Equal(batches, BatchIds(cli));
        Assert.Equal(new(Count, Count, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.Equal(Count, BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Requests);
    }

    [Theory]
    [InlineData("finished")]
    [InlineData("pushed")]
    public async Task A_finished_folder_of_an_earlier_version_stays_as_it_is(string state)
    {
        using var cli = new CommandLine();
        EarlierFolder.CopyTo(cli, state);
        var before = FilesOf(cli);
        Assert.True(await cli.RunAsync("run") == 0, cli.Error);
        Assert.Equal(before, FilesOf(cli));
        Assert.Equal(4, cli.Error.Split("nothing to do").Length - 1);
    }

    [Theory]
    [InlineData("submitted")]
    [InlineData("half-retrieved")]
    [InlineData("finished")]
    public async Task A_pack_whose_prompt_has_changed_makes_no_submitted_request_anew(string state)
    {
        using var cli = new CommandLine();
        var pack = CopyPack(cli, text => text);
        File.AppendAllText(Path.Combine(pack, "prompts", "system.md"), "Answer in one sentence.\n");
        EarlierFolder.CopyTo(cli, state, pack);
        var (requests, batches) = (File.ReadAllBytes(cli.Data.BatchInputFilePath), BatchIds(cli));
        Assert.True(await cli.RunAsync("run") == 0, cli.Error);
        Assert.Equal(requests, File.ReadAllBytes(cli.Data.BatchInputFilePath));
        Assert.Equal(batches, BatchIds(cli));
        Assert.Equal(2, await cli.RunAsync("run", "--count", "6"));
        Assert.Contains("--dir", cli.Error, StringComparison.Ordinal);
        Assert.Equal(batches, BatchIds(cli));
    }

    [Fact]
    public async Task A_pack_checked_out_with_other_line_ends_is_the_same_pack()
    {
        using var cli = new CommandLine();
        EarlierFolder.CopyTo(cli, "submitted", CopyPack(cli, text => text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.True(await cli.RunAsync("run", "--count", "6") == 0, cli.Error);
        Assert.Equal([Count, 2], BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Requests));
        Assert.DoesNotContain("has changed", cli.Error, StringComparison.Ordinal);
    }

    /// <summary>As commit 484bc9e made them.</summary>
    [Theory]
    [InlineData("cf-270df89329e1")]
    [InlineData("cf-84e52a935af8", "--mix", "gold", "--seed", "7")]
    [InlineData("cf-c855a3f430f9", "--mix", "classic", "--model", "gpt-6-luna")]
    [InlineData("cf-8be39c58e02d", "--endpoint", "chat", "--max-output-tokens", "5000", "--reasoning-effort", "low")]
    [InlineData("cf-b2317b81ec1a", "--domain", "library")]
    [InlineData("cf-c69687286a46", "--domain", "library", "--model", "gpt-6.1-terra", "--endpoint", "chat", "--seed", "-1")]
    public async Task The_same_options_make_the_run_ids_of_earlier_versions(string runId, params string[] options)
    {
        using var cli = new CommandLine();
        options = [.. options.Select(option => option == "library" ? Fixture.PathOf("domains/library") : option)];
        Assert.True(await cli.RunAsync(["generate-batch", "--count", "4", "--chitchat", "none", .. options]) == 0, cli.Error);
        Assert.Equal(runId, RunFile.Load(cli.Data.RunFilePath)!.RunId);
    }

    private static List<string> BatchIds(CommandLine cli) => [.. BatchStatusFile.Load(cli.Data.BatchStatusFilePath)?.Batches.Select(part => part.Batch!.Id) ?? []];

    private static string CopyPack(CommandLine cli, Func<string, string> change)
    {
        var source = Fixture.PathOf("domains/library");
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)) cli.Write(Path.Combine("pack", Path.GetRelativePath(source, path)), change(File.ReadAllText(path)));
        return cli.PathOf("pack");
    }

    private static Dictionary<string, string> FilesOf(CommandLine cli) => Directory.EnumerateFiles(cli.Data.DirPath)
        .Where(path => !Path.GetFileName(path).StartsWith('.')).ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));
}
