using CallForge.StubHub;
using CallForge.Tests.Hub;
using CallForge.Tests.Killing;
using Xunit;

namespace CallForge.Tests.Publish;

/// <summary><c>kill -9</c> at a call of a push, then the same command once more: one commit, and the files of an undisturbed push.</summary>
public sealed class PushKillTests(ITestOutputHelper output)
{
    private static readonly string[] Plain = ["push", "--license", "mit", "--repo", "me/calls"];
    private static readonly string[] Proposed = [.. Plain, "--pr"];

    [Theory]
    [InlineData("part", 3, "Halfway")]
    [InlineData("complete", 1, "After")]
    [InlineData("commit", 1, "After")]
    public Task Killed_at_a_call_it_is_done_once(string call, int number, string moment) =>
        PushAsync(new Aim(call, number, Enum.Parse<Moment>(moment)), Plain, isInParts: true);

    /// <summary>Minutes.</summary>
    [Fact(Explicit = true)]
    public async Task Killed_at_every_call_it_is_done_once()
    {
        foreach (var (command, isInParts) in ((string[], bool)[])[(Plain, true), (Plain, false), (Proposed, true)])
        {
            var calls = await PushAsync(null, command, isInParts);
            var aims = calls.SelectMany(call => Enumerable.Range(1, call.Value).SelectMany(number => MomentsOf(call.Key).Select(moment => new Aim(call.Key, number, moment)))).ToList();
            await Parallel.ForEachAsync(aims, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (aim, _) => await PushAsync(aim, command, isInParts));
            output.WriteLine($"{string.Join(' ', command)}, {(isInParts ? "in parts" : "whole")}: {aims.Count} kills at {string.Join(", ", calls.Select(call => $"{call.Value} {call.Key}"))}");
        }
    }

    private static Moment[] MomentsOf(string call) => call is "put" or "part" or "preupload" ? [Moment.Before, Moment.Halfway, Moment.After] : [Moment.Before, Moment.After];

    /// <returns>The calls that were made.</returns>
    private static async Task<IReadOnlyDictionary<string, int>> PushAsync(Aim? aim, string[] command, bool isInParts)
    {
        var killer = new Killer(aim, CallName.Of);
        await using var hub = await Stub.StartAsync(new StubHubOptions { MultipartAbove = isInParts ? 1000 : long.MaxValue, ChunkSize = 8192, InFront = killer.HandleAsync });
        using var cli = await PushFolder.CopyAsync(hub);
        var kills = 0;
        for (var code = ToolProcess.Killed; code == ToolProcess.Killed;)
        {
            using var process = ToolProcess.Start(cli.PathOf(""), [("HF_ENDPOINT", hub.Url.ToString()), ("HF_TOKEN", hub.State.Options.Token)], command);
            killer.Victim = process;
            (code, var said) = await process.EndAsync();
            Assert.True(code is ExitCode.Done or ToolProcess.Killed, $"{aim}: {said}");
            if (code == ToolProcess.Killed) kills++;
        }

        Assert.True(kills == (aim is null ? 0 : 1), $"{aim}: {kills} kills");
        var repository = hub.Repository();
        var isProposed = command.Contains("--pr");
        Assert.True((repository.History.Count(), repository.PullRequests.Count) == (isProposed ? (1, 1) : (2, 0)), $"{aim}: {repository.History.Count() - 1} commits, {repository.PullRequests.Count} pull requests");
        Assert.Equal(5, repository.At(isProposed ? "refs/pr/1" : "main").Files.Count);
        return killer.Calls;
    }
}
