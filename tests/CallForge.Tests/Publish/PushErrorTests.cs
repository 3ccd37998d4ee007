using CallForge.Tests.Hub;
using Xunit;

namespace CallForge.Tests.Publish;

/// <summary>What the Hub refuses is told in a sentence that says what to do; nothing is half done, and the token is in nothing that is left behind.</summary>
public sealed class PushErrorTests
{
    [Theory]
    [InlineData("whoami:all=401", "Cannot ask the Hub who the token belongs to: 127.0.0.1 answered 401", "the token is not accepted: set HF_TOKEN")]
    [InlineData("look:all=403", "Cannot look at 'me/calls': 127.0.0.1 answered 403", "give it write access")]
    [InlineData("create:all=401", "Cannot make the dataset 'me/calls'", "the token is not accepted")]
    [InlineData("create:all=403", "Cannot make the dataset 'me/calls'", "give it write access to this repository")]
    [InlineData("create:all=409", "Cannot make the dataset 'me/calls'", "somebody else is changing the repository")]
    [InlineData("preupload:all=404", "Cannot ask 'me/calls' how to send files", "check --repo, and that the token may see it")]
    [InlineData("preupload:all=500", "answered 500", "the Hub has a problem: see https://status.huggingface.co")]
    [InlineData("lfs-batch:all=403", "where to send large files to", "give it write access")]
    [InlineData("lfs-batch:all=expired", "Cannot send 'data/train-00000-of-00001.parquet': 127.0.0.1 answered 403", "does not work any more: run the command again")]
    [InlineData("put:all=413", "Cannot send 'data/train-00000-of-00001.parquet': 127.0.0.1 answered 413", "it is too large for the Hub")]
    [InlineData("put:all=500", "Cannot send 'data/train-00000-of-00001.parquet': 127.0.0.1 answered 500", "the Hub has a problem")]
    [InlineData("put:all=dropped", "no answer from 127.0.0.1", "check the network and HF_ENDPOINT")]
    [InlineData("commit:all=400", "Cannot commit to 'me/calls': 127.0.0.1 answered 400", "see to that, then run the command again")]
    [InlineData("commit:all=401", "Cannot commit to 'me/calls': 127.0.0.1 answered 401", "the token is not accepted")]
    [InlineData("commit:all=402", "Cannot commit to 'me/calls': 127.0.0.1 answered 402", "the account has no room for it")]
    [InlineData("commit:all=403", "Cannot commit to 'me/calls': 127.0.0.1 answered 403", "give it write access")]
    [InlineData("commit:all=404", "Cannot commit to 'me/calls': 127.0.0.1 answered 404", "check --repo")]
    [InlineData("commit:all=409", "Cannot commit to 'me/calls': 127.0.0.1 answered 409", "somebody else is changing the repository")]
    [InlineData("commit:all=412", "Cannot commit to 'me/calls': 127.0.0.1 answered 412", "somebody else is changing the repository")]
    [InlineData("commit:all=413", "Cannot commit to 'me/calls': 127.0.0.1 answered 413", "it is too large for the Hub")]
    [InlineData("commit:all=429@60", "Cannot commit to 'me/calls': 127.0.0.1 answered 429", "too many calls were made")]
    [InlineData("commit:all=500", "Cannot commit to 'me/calls': 127.0.0.1 answered 500", "the Hub has a problem")]
    public async Task Each_refusal_has_its_sentence(string fault, string reason, string advice)
    {
        await using var hub = await Stub.StartAsync(fault);
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--verbose"));
        var sentence = cli.Error.Split('\n').Single(line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(reason, sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.Empty(cli.Out);
        hub.AssertIsUntouched();
        AssertNowhere(hub.State.Options.Token, cli);
    }

    [Fact]
    public async Task A_branch_that_is_not_there_is_told()
    {
        await using var hub = await Stub.StartAsync();
        hub.State.Create("me/calls", isPrivate: false);
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--revision", "next"));
        Assert.Contains("answered 404 'Invalid rev id: next'; make that branch on the Hub first, or leave --revision out.", cli.Error, StringComparison.Ordinal);
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/others", "--revision", "next"));
        Assert.Contains("There is no dataset 'me/others' yet, and a new one has no branch 'next'", cli.Error, StringComparison.Ordinal);
        Assert.Null(hub.State.Find("me/others"));
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_told()
    {
        await using var hub = await Stub.StartAsync();
        using var cli = await PushFolder.CopyAsync(hub);
        await hub.DisposeAsync();
        Assert.Equal(1, await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls"));
        Assert.Contains("no answer from 127.0.0.1 (Connection refused", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_in_nothing_that_a_push_leaves_behind()
    {
        await using var hub = await Stub.StartAsync("preupload:1=500", "put:1=429", "commit:1=botched"); // The stub quotes it.
        using var cli = await PushFolder.CopyAsync(hub);
        Assert.True(await cli.RunAsync("push", "--license", "mit", "--repo", "me/calls", "--verbose") == 0, cli.Error);
        Assert.Contains("planned for preupload 1 of 'Bearer (token)'", cli.Error, StringComparison.Ordinal);
        AssertNowhere(hub.State.Options.Token, cli);
        Assert.Equal(2, hub.Repository().History.Count()); // The stub refuses a commit, an address or a header that has it.
    }

    private static void AssertNowhere(string token, CommandLine cli)
    {
        Assert.DoesNotContain(token, cli.Out + cli.Error, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(cli.PathOf(""), "*", SearchOption.AllDirectories), path => Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token)) < 0, path));
    }
}
