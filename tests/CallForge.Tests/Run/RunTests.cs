using Xunit;

namespace CallForge.Tests.Run;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_without_a_key_ends_with_a_dataset_of_every_request()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "120"));
        Assert.Equal(new(120, 120, 0, 0, 0), Files.Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.Contains(cli.Data.DatasetFilePath, cli.Out, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(cli.Data.RejectedFilePath));
    }

    [Fact]
    public async Task A_second_run_does_nothing_and_says_so()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var before = FilesOf(cli);
        Assert.Equal(0, await cli.RunLocalAsync("--count", "20"));
        Assert.Equal(before, FilesOf(cli));
        Assert.Equal(4, cli.Error.Split("nothing to do").Length - 1);
    }

    [Fact]
    public async Task After_the_dataset_is_deleted_only_the_last_step_runs()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var dataset = File.ReadAllBytes(cli.Data.DatasetFilePath);
        File.Delete(cli.Data.DatasetFilePath);
        Assert.Equal(0, await cli.RunLocalAsync("--count", "20"));
        Assert.Equal(3, cli.Error.Split("nothing to do").Length - 1);
        Assert.Contains("preprocess: 20 of 20", cli.Error, StringComparison.Ordinal);
        Assert.Equal(dataset, File.ReadAllBytes(cli.Data.DatasetFilePath));
    }

    [Fact]
    public async Task Another_dataset_made_of_the_same_results_does_not_pass_for_the_one_of_the_run()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "10");
        var before = File.ReadAllBytes(cli.Data.DatasetFilePath);
        await cli.RunAsync("preprocess", "--system-turn", "none", "--output", Path.Combine(cli.Data.DirPath, "other.jsonl"));
        Assert.Equal(0, await cli.RunLocalAsync("--count", "10", "--system-turn", "none"));
        Assert.NotEqual(before, File.ReadAllBytes(cli.Data.DatasetFilePath));
    }

    [Fact]
    public async Task Raising_the_count_submits_only_the_new_requests()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "40");
        var first = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        Assert.Equal(0, await cli.RunLocalAsync("--count", "50"));
        Assert.Equal(first, File.ReadAllBytes(cli.Data.BatchInputFilePath)[..first.Length]);
        Assert.Equal([40, 10], Files.BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!.Batches.Select(part => part.Batch!.RequestCounts!.Completed));
        Assert.Equal(50, Files.Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
    }

    [Theory]
    [InlineData("responses")]
    [InlineData("chat")]
    public async Task The_four_steps_one_by_one_make_the_same_dataset_as_a_run(string endpoint)
    {
        using var whole = new CommandLine();
        await whole.RunLocalAsync("--count", "30", "--endpoint", endpoint);
        using var steps = new CommandLine();
        Assert.Equal(0, await steps.RunAsync("generate-batch", "--count", "30", "--endpoint", endpoint, "--chitchat", "none"));
        Assert.Equal(0, await steps.RunAsync("submit-batch", "--provider", "local", "--wait"));
        Assert.Equal(0, await steps.RunAsync("retrieve-batch"));
        Assert.Equal(0, await steps.RunAsync("preprocess"));
        Assert.Equal(File.ReadAllBytes(whole.Data.DatasetFilePath), File.ReadAllBytes(steps.Data.DatasetFilePath));
        Assert.Equal(File.ReadAllBytes(whole.Data.ResultListFilePath), File.ReadAllBytes(steps.Data.ResultListFilePath));
    }

    [Fact]
    public async Task A_local_batch_that_was_submitted_without_waiting_is_finished_by_the_command_that_reads_it()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "30", "--chitchat", "none");
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--provider", "local"));
        Assert.Equal(0, await cli.RunAsync("retrieve-batch"));
        Assert.Equal(30, CommandLine.Json(cli.Data.ResultListFilePath).GetArrayLength());
    }

    [Fact]
    public async Task Every_scenario_type_of_the_mix_has_its_share()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "200");
        var types = Files.Report.Load(cli.Data.ReportFilePath)!.ScenarioTypes.ToDictionary(type => type.Key, type => type.Value.Accepted);
        Assert.Equal(
            new Dictionary<string, int> { ["clarification"] = 24, ["correction"] = 20, ["mixed"] = 20, ["multi_step"] = 50, ["off_topic"] = 12, ["tool_use"] = 50, ["unsupported"] = 24 },
            types);
    }

    [Fact]
    public async Task A_run_with_the_classic_mix_goes_through_too()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "20", "--mix", "classic"));
        Assert.Equal(20, Files.Report.Load(cli.Data.ReportFilePath)!.ScenarioTypes["mixed"].Accepted);
    }

    [Fact]
    public async Task Pushing_without_a_token_is_told_before_anything_is_made()
    {
        using var cli = new CommandLine();
        cli.With("HF_HOME", cli.PathOf("nobody"));
        Assert.Equal(2, await cli.RunLocalAsync("--push-to-hub", "me/set"));
        Assert.Contains("There is no token of the Hub: set HF_TOKEN", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));
    }

    [Fact]
    public async Task Status_tells_the_batches_and_the_funnel()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        Assert.Equal(0, await cli.RunAsync("status"));
        Assert.Contains("completed  20 requests", cli.Out, StringComparison.Ordinal);
        Assert.Contains("accepted", cli.Out, StringComparison.Ordinal);
    }

    private static Dictionary<string, DateTime> FilesOf(CommandLine cli) =>
        Directory.EnumerateFiles(cli.Data.DirPath).Where(file => !Path.GetFileName(file).StartsWith('.')).ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
