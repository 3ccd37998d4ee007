using CallForge.Hub;
using CallForge.StubHub;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>Stub Hubs, and what they must have in the end.</summary>
internal static class Stub
{
    public static Task<StubServer> StartAsync(params string[] faults) => StartAsync(new StubHubOptions { Faults = faults });

    public static Task<StubServer> StartAsync(StubHubOptions options) => StubServer.StartAsync(options, TestContext.Current.CancellationToken);

    /// <param name="inFront">Is given the name and the number of each call.</param>
    public static Task<StubServer> StartAsync(Func<string, int, HttpContext, RequestDelegate, Task> inFront)
    {
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        return StartAsync(new StubHubOptions
        {
            InFront = async (context, next) =>
            {
                var call = CallName.Of(context.Request);
                int number;
                lock (calls) calls[call] = number = calls.GetValueOrDefault(call) + 1;
                await inFront(call, number, context, next);
            },
        });
    }

    public static int CallsOf(this StubServer hub, string call) => hub.Calls.GetValueOrDefault(call);

    public static StubRepository Repository(this StubServer hub, string id = "me/calls") => hub.State.Find(id)!;

    /// <summary>The files are there, nothing else is, and one commit made it so.</summary>
    public static void AssertHasAllInOneCommit(this StubServer hub, IReadOnlyList<RepositoryFile> files)
    {
        var repository = hub.Repository();
        Assert.Equal(["Twenty conversations", "initial commit"], repository.History.Select(commit => commit.Title));
        AssertFiles(files, repository.Head);
        Assert.Empty(repository.PullRequests);
    }

    /// <summary>The repository is as it was made.</summary>
    public static void AssertIsUntouched(this StubServer hub)
    {
        if (hub.State.Find("me/calls") is not { } repository) return;
        Assert.Equal("initial commit", Assert.Single(repository.History).Title);
        Assert.Empty(repository.PullRequests);
    }

    public static void AssertFiles(IReadOnlyList<RepositoryFile> expected, StubCommit commit)
    {
        Assert.Equal(expected.Select(file => file.Path).Append(".gitattributes").Order(StringComparer.Ordinal), commit.Files.Keys);
        Assert.All(expected, file => Assert.Equal(file.Size, commit.Files[file.Path].Size));
    }
}
