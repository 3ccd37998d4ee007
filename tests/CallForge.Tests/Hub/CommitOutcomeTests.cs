using System.Collections.Immutable;
using CallForge.Hub;
using CallForge.StubHub;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>When it is not clear what became of a commit, the repository is looked at before anything is sent again.</summary>
public sealed class CommitOutcomeTests
{
    [Theory]
    [InlineData("lost")]
    [InlineData("botched")]
    public async Task A_commit_whose_answer_was_lost_is_found_and_not_made_again(string fault)
    {
        await using var hub = await Stub.StartAsync($"commit:1={fault}");
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(1000);
        var outcome = Assert.IsType<PushOutcome.Committed>(await user.PushAsync(files));
        hub.AssertHasAllInOneCommit(files);
        Assert.Equal((1, hub.Repository().Head.Sha), (hub.CallsOf("commit"), outcome.Sha));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("botched")]
    public async Task So_is_a_pull_request(string fault)
    {
        await using var hub = await Stub.StartAsync($"commit:2={fault}");
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        var outcome = Assert.IsType<PushOutcome.PullRequest>(await user.PushAsync(HubUser.Dataset(1001), asPullRequest: true));
        Assert.EndsWith("/datasets/me/calls/discussions/1", outcome.Url.ToString(), StringComparison.Ordinal);
        Assert.Single(hub.Repository().PullRequests);
        Assert.Equal(2, hub.CallsOf("commit"));
    }

    [Fact]
    public async Task A_pull_request_is_waited_for_a_minute_before_it_is_opened_again()
    {
        await using var hub = await Stub.StartAsync("commit:2=dropped");
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        Assert.IsType<PushOutcome.PullRequest>(await user.PushAsync(HubUser.Dataset(1001), asPullRequest: true));
        Assert.Single(hub.Repository().PullRequests);
        Assert.True(user.Time.Skipped >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_commit_that_takes_effect_only_after_it_was_looked_for_is_not_made_twice()
    {
        CommitRequest? late = null;
        StubServer hub = null!;
        await using var _ = hub = await Stub.StartAsync(async (call, number, context, next) =>
        {
            if ((call, number) == ("commit", 1))
            {
                late = new CommitReader(hub.Repository(), hub.State.Options).Read(await BodyAsync(context));
                context.Abort();
                return;
            }

            if ((call, number) == ("commit", 2)) hub.Repository().Commit("main", late!.Title, "me", hub.Repository().Head.Files.SetItems(late.Changed));
            await next(context);
        });
        using var user = new HubUser(hub);
        var files = HubUser.Dataset(1000);
        Assert.IsType<PushOutcome.Committed>(await user.PushAsync(files));
        hub.AssertHasAllInOneCommit(files);
    }

    [Fact]
    public async Task A_change_by_somebody_else_in_between_is_told_and_left_alone()
    {
        StubServer hub = null!;
        var others = ImmutableSortedDictionary.Create<string, StubFile>(StringComparer.Ordinal).Add("README.md", new StubFile.Regular("theirs"u8.ToArray()));
        await using var _ = hub = await Stub.StartAsync(async (call, number, context, next) =>
        {
            if ((call, number) == ("commit", 1)) hub.Repository().Commit("main", "theirs", "other", others);
            await next(context);
        });
        using var user = new HubUser(hub);
        var failure = await Assert.ThrowsAsync<CommandFailure>(() => user.PushAsync(HubUser.Dataset(1000)));
        Assert.Contains("it was changed meanwhile", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nothing of this push was committed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["theirs", "initial commit"], hub.Repository().History.Select(commit => commit.Title));
        Assert.Equal(others, hub.Repository().Head.Files);
        await user.PushAsync(HubUser.Dataset(1000)); // On top of that.
        Assert.Equal(3, hub.Repository().History.Count());
    }

    [Fact]
    public async Task So_is_a_change_between_the_look_and_the_questions()
    {
        await using var hub = await Stub.StartAsync();
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        var repository = await user.OpenAsync();
        hub.Repository().Commit("main", "theirs", "other", hub.Repository().Head.Files.Remove("README.md"));
        var push = new Push(HubUser.Dataset(1001), [], "Twenty conversations", IsPrivate: false, AsPullRequest: false);
        await Assert.ThrowsAsync<CommandFailure>(() => repository.PushAsync(push, TestContext.Current.CancellationToken));
        Assert.Equal("theirs", hub.Repository().Head.Title);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
