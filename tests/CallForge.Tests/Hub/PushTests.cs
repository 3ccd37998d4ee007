using CallForge.Hub;
using CallForge.StubHub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>What a push sends, and what it leaves alone.</summary>
public sealed class PushTests
{
    private static readonly int[] Sizes = [400_000, 3_000_000]; // One whole, one in twelve parts.

    [Fact]
    public async Task A_fresh_push_makes_the_dataset_and_one_commit()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(Sizes);
        var outcome = Assert.IsType<PushOutcome.Committed>(await user.PushAsync(files));
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal($"https://huggingface.co/datasets/me/calls/commit/{hub.Repository().Head.Sha}", outcome.Url.ToString());
        Assert.Equal((1, 1, 12), (hub.CallsOf("whoami"), hub.CallsOf("put"), hub.CallsOf("part")));
        Assert.Equal("# 배달 대화\n", await (await user.OpenAsync()).ReadTextAsync("README.md", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_push_has_nothing_to_do()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(Sizes);
        await user.PushAsync(files);
        Assert.IsType<PushOutcome.NothingToDo>(await user.PushAsync(files));
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal((1, 1, 1), (hub.CallsOf("create"), hub.CallsOf("lfs-batch"), hub.CallsOf("commit")));
    }

    [Fact]
    public async Task Of_changed_files_only_those_are_sent_and_files_that_are_no_more_are_deleted()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        var before = HubUser.Dataset(1000, 2000, 3000);
        await user.PushAsync(before);
        RepositoryFile[] after = [.. before.Take(3), HubUser.Shard(1, 3, 2001)];
        await user.PushAsync(after, obsolete: [before[4].Path, "data/never-there.parquet"]);
        Stub.AssertFiles(after, hub.Repository().Head);
        Assert.Equal((4, 2), (hub.CallsOf("put"), hub.CallsOf("commit")));
        Assert.Contains("1 of 4 files to send, 1 to delete", user.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_files_that_are_there_already_are_not_sent_again()
    {
        await using var hub = await Stub.StartAsync("commit:1=413");
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(Sizes);
        await Assert.ThrowsAsync<HubFailure>(() => user.PushAsync(files));
        hub.AssertIsUntouched();
        await user.PushAsync(files);
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal((1, 12), (hub.CallsOf("put"), hub.CallsOf("part")));
    }

    [Fact]
    public async Task Equal_contents_are_sent_once_and_empty_files_are_never_large_ones()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        var shard = HubUser.Shard(0, 1, 5000);
        RepositoryFile[] files = [shard, shard with { Path = "data/test-00000-of-00001.parquet" }, RepositoryFile.OfBytes("empty.parquet", [])];
        await user.PushAsync(files);
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal(1, hub.CallsOf("put"));
    }

    [Fact]
    public async Task What_the_repository_ignores_is_left_out_and_told()
    {
        await using var hub = await Stub.StartAsync(new StubHubOptions { Ignored = ["report.json"] });
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(1000);
        await user.PushAsync(files);
        hub.AssertHasAllInOneCommit([.. files.Where(file => file.Path != "report.json")]);
        Assert.Contains("'report.json' is not sent", user.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_files_than_one_call_takes_are_still_one_commit()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        RepositoryFile[] files = [.. Enumerable.Range(0, 600).Select(index => HubUser.Shard(index, 600, 100))];
        await user.PushAsync(files);
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal((3, 3, 600), (hub.CallsOf("preupload"), hub.CallsOf("lfs-batch"), hub.CallsOf("put")));
    }

    [Fact]
    public async Task A_name_alone_is_a_dataset_of_the_token_s_owner_and_private_holds_from_the_start()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000), repository: "calls", isPrivate: true);
        Assert.True(hub.Repository().IsPrivate);
    }

    [Fact]
    public async Task A_pull_request_leaves_the_branch_as_it_is_and_is_not_opened_twice()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        var files = HubUser.Dataset(1001);
        var outcome = Assert.IsType<PushOutcome.PullRequest>(await user.PushAsync(files, asPullRequest: true));
        Assert.Equal("https://huggingface.co/datasets/me/calls/discussions/1", outcome.Url.ToString());
        Assert.IsType<PushOutcome.NothingToDo>(await user.PushAsync(files, asPullRequest: true));
        Assert.Equal(2, hub.Repository().History.Count());
        Stub.AssertFiles(files, hub.Repository().At("refs/pr/1"));
        Assert.Equal("Twenty conversations", Assert.Single(hub.Repository().PullRequests).Title);
    }

    [Fact]
    public async Task A_pull_request_can_be_pushed_to_as_a_revision()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        await user.PushAsync(HubUser.Dataset(1001), asPullRequest: true);
        await user.PushAsync(HubUser.Dataset(1002), revision: "refs/pr/1");
        Stub.AssertFiles(HubUser.Dataset(1002), hub.Repository().At("refs/pr/1"));
        Stub.AssertFiles(HubUser.Dataset(1000), hub.Repository().Head);
    }
}
