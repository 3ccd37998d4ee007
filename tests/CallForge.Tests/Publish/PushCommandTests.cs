using System.Security.Cryptography;
using System.Text;
using CallForge.Files;
using CallForge.StubHub;
using CallForge.Tests.Hub;
using Xunit;

namespace CallForge.Tests.Publish;

/// <summary>The command, as it is given.</summary>
public sealed class PushCommandTests
{
    [Fact]
    public async Task A_run_s_dataset_is_pushed_and_the_commit_s_address_is_all_that_stdout_has()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.True(await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls") == 0, cli.Error);
        Assert.Equal($"https://huggingface.co/datasets/me/calls/commit/{hub.Repository().Head.Sha}\n", cli.Out);
        AssertHasDataset(hub, cli.Data);
        Assert.Contains("made the public dataset 'me/calls'", cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls"));
        Assert.Contains("nothing to do, 'me/calls' has these files already", cli.Error, StringComparison.Ordinal);
        Assert.EndsWith($"/datasets/me/calls/commit/{hub.Repository().Head.Sha}\n", cli.Out, StringComparison.Ordinal);
        Assert.Equal(2, hub.Repository().History.Count());
    }

    [Fact]
    public async Task Preprocess_pushes_what_it_made()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.True(await cli.RunPlainAsync("preprocess", "--input", cli.Data.ResultListFilePath, "--output", cli.PathOf("made/set.parquet"), "--push-to-hub", "calls", "--license", "mit") == 0, cli.Error);
        AssertHasDataset(hub, new DataFolder(cli.PathOf("made")));
        Assert.Equal(cli.PathOf("made/set.parquet"), cli.Out.TrimEnd('\n').Split('\n')[^2]);
    }

    [Fact]
    public async Task So_does_a_run()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = new CommandLine();
        cli.With("HF_ENDPOINT", hub.Url.ToString()).With("HF_TOKEN", hub.State.Options.Token);
        Assert.True(await cli.RunLocalAsync("--count", "20", "--push-to-hub", "me/calls", "--license", "mit") == 0, cli.Error);
        AssertHasDataset(hub, cli.Data);
    }

    [Fact]
    public async Task Message_privacy_and_pull_request_are_as_asked_for()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(0, await cli.RunAsync("push", "--license", "mit", "--repo", "my-org/calls", "--private", "--pr", "--message", "첫 번째"));
        Assert.Equal("https://huggingface.co/datasets/my-org/calls/discussions/1\n", cli.Out);
        var repository = hub.Repository("my-org/calls");
        Assert.True(repository.IsPrivate);
        Assert.Equal("첫 번째", Assert.Single(repository.PullRequests).Title);
        Assert.Single(repository.History);
    }

    [Fact]
    public async Task A_dataset_that_is_to_be_private_is_never_sent_to_a_public_repository()
    {
        await using var hub = await Stub.StartAsync();
        hub.State.Create("me/calls", isPrivate: false);
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--private"));
        Assert.Contains("'me/calls' exists and is public, so --private cannot hold", cli.Error, StringComparison.Ordinal);
        hub.AssertIsUntouched();
    }

    [Theory]
    [InlineData("a/b/c", "is no name of a repository")]
    [InlineData("me/..", "is no name of a repository")]
    [InlineData("me/a--b", "is no name of a repository")]
    [InlineData("https://huggingface.co/datasets/me/calls", "is no name of a repository")]
    [InlineData("", "--repo is empty")]
    [InlineData("me/calls --pr --revision next", "--pr opens a pull request against 'main'")]
    public async Task What_cannot_be_meant_is_told_before_any_call(string repository, string expected)
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(2, await cli.RunAsync(["push", "--license", "mit", "--repo", .. repository.Split(' ')]));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
        Assert.Empty(hub.Calls);
    }

    [Fact]
    public async Task A_folder_without_a_dataset_is_told()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(2, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--input", cli.PathOf("nothing")));
        Assert.Contains("make a dataset with callforge run", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--input", Path.Combine(cli.Data.DirPath, "other.parquet")));
        Assert.Contains("is the report of another dataset ('dataset.parquet')", cli.Error, StringComparison.Ordinal);
        File.Delete(cli.Data.DatasetFilePath);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls"));
        Assert.Contains("the file is not there", cli.Error, StringComparison.Ordinal);
        Assert.Empty(hub.Calls);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_the_one_that_is_named()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(2, await cli.RunPlainAsync("push", "--license", "mit", "--repo", "me/calls", "--dir", cli.PathOf("nowhere")));
        Assert.Contains($"There is no '{cli.PathOf("nowhere/report.json")}'", cli.Error, StringComparison.Ordinal);
        Assert.Empty(hub.Calls);
    }

    [Fact]
    public async Task Books_that_do_not_balance_are_pushed_by_force_only()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        var report = Report.Load(cli.Data.ReportFilePath)!;
        (report with { Funnel = report.Funnel with { Requested = 41 } }).Save(cli.Data.ReportFilePath);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls"));
        Assert.Contains("do not balance", cli.Error, StringComparison.Ordinal);
        hub.AssertIsUntouched();
        Assert.Equal(0, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--force"));
    }

    [Fact]
    public async Task A_token_that_can_only_read_is_told_at_once()
    {
        await using var hub = await Stub.StartAsync(new StubHubOptions { Role = "read" });
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls"));
        Assert.Contains("The token 'stub' of 'me' can only read", cli.Error, StringComparison.Ordinal);
        Assert.Equal(["whoami"], hub.Calls.Keys);
    }

    private static void AssertHasDataset(StubServer hub, DataFolder folder)
    {
        var file = Report.Load(folder.ReportFilePath)!.Files!.Single();
        var files = hub.Repository().Head.Files;
        Assert.Equal(2, hub.Repository().History.Count());
        Assert.Equal([".gitattributes", "README.md", "data/train-00000-of-00001.parquet", "manifest.json", "report.json"], files.Keys);
        Assert.Equal(new StubFile.Lfs(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.DirPath, file.Path)))), file.Bytes), files["data/train-00000-of-00001.parquet"]);
        Assert.Contains("license: mit", Encoding.UTF8.GetString(Assert.IsType<StubFile.Regular>(files["README.md"]).Content), StringComparison.Ordinal);
    }
}
