using CallForge.Hub;
using CallForge.StubHub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>Whatever happens to one call, the push ends in the same state, with one commit.</summary>
public sealed class UploadFaultTests
{
    private static readonly string[] Calls = ["whoami", "look", "create", "preupload", "lfs-batch", "put", "part", "complete", "verify", "commit"];

    public static TheoryData<string> OneFault => [.. from call in Calls from what in (string[])["500", "503", "429@3", "dropped", "halfway", "lost", "botched"] select $"{call}:1={what}"];

    [Theory]
    [MemberData(nameof(OneFault))]
    public async Task One_call_that_fails_changes_nothing_about_the_outcome(string fault)
    {
        var (hub, files) = await PushedAsync(fault);
        await using var _ = hub;
        hub.AssertHasAllInOneCommit(files);
    }

    [Theory]
    [InlineData("whoami:1-4=500")]
    [InlineData("preupload:1-4=dropped")]
    [InlineData("part:2-5=halfway")]
    [InlineData("part:1-15=500")]
    [InlineData("complete:1-3=lost")]
    [InlineData("complete:1-3=500")]
    [InlineData("verify:1-4=lost")]
    [InlineData("verify:all=404")] // Asked anew, the Hub says that it has the files.
    [InlineData("commit:1-4=500")]
    [InlineData("commit:1-4=dropped")]
    [InlineData("commit:1-4=409")]
    public async Task So_do_several(string fault)
    {
        var (hub, files) = await PushedAsync(fault);
        await using var _ = hub;
        hub.AssertHasAllInOneCommit(files);
    }

    [Theory]
    [InlineData("lfs-batch:1=expired")]
    [InlineData("lfs-batch:1-2=expired")]
    public async Task Addresses_that_have_expired_are_fetched_anew(string fault)
    {
        var (hub, files) = await PushedAsync(fault);
        await using var _ = hub;
        hub.AssertHasAllInOneCommit(files);
    }

    [Fact]
    public async Task Only_the_file_under_way_begins_again()
    {
        await using var hub = await Stub.StartAsync("complete:2=500");
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(3_000_000, 3_000_001);
        await user.PushAsync(files);
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal(3 * 12, hub.CallsOf("part"));
    }

    [Fact]
    public async Task What_a_rate_limit_asks_for_is_waited()
    {
        await using var hub = await Stub.StartAsync("preupload:1=429@212");
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        Assert.InRange(user.Time.Skipped, TimeSpan.FromSeconds(213), TimeSpan.FromSeconds(230));
        Assert.Contains("Trying again in 213 s.", user.Said, StringComparison.Ordinal);
        Assert.Equal(2, hub.CallsOf("preupload"));
    }

    private static async Task<(StubServer Hub, IReadOnlyList<RepositoryFile> Files)> PushedAsync(string fault)
    {
        var hub = await Stub.StartAsync(fault);
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(4000, 3_000_000);
        Assert.IsType<PushOutcome.Committed>(await user.PushAsync(files));
        Assert.DoesNotContain(hub.State.Options.Token, user.Said, StringComparison.Ordinal);
        return (hub, files);
    }
}
