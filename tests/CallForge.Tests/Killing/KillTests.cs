using System.Collections.Concurrent;
using Xunit;

namespace CallForge.Tests.Killing;

/// <summary>
/// <c>kill -9</c> while it submits, waits, retrieves and tries again, then the same command once more: each part has one
/// batch, each request is paid once, and the dataset is that of an undisturbed run, byte for byte.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly ConcurrentDictionary<Journey, Lazy<Task<Arrival>>> Undisturbed = [];

    [Fact]
    public async Task Killed_around_what_costs_money_it_pays_once() => await Task.WhenAll(
        AssertKilledAsync(Journey.OnePart, new Aim("create", 1, Moment.Before)),
        AssertKilledAsync(Journey.OnePart, new Aim("create", 1, Moment.After)),
        AssertKilledAsync(Journey.OnePart, new Aim("create", 2, Moment.After)),
        AssertKilledAsync(Journey.OnePart, new Aim("download", 1, Moment.Halfway)),
        AssertKilledAsync(Journey.FiveParts, new Aim("create", 3, Moment.After)));

    /// <summary>Minutes; <c>bench/kill.sh</c> runs it.</summary>
    [Fact(Explicit = true)]
    public async Task Killed_at_every_call_it_pays_once()
    {
        foreach (var journey in Journey.All)
        {
            var calls = (await UndisturbedAsync(journey)).Calls;
            var aims = calls.SelectMany(call => Enumerable.Range(1, call.Value).SelectMany(number => Moments(call.Key).Select(moment => new Aim(call.Key, number, moment)))).ToList();
            var kills = new ConcurrentBag<int>();
            await Parallel.ForEachAsync(aims, AtOnce, async (aim, _) => kills.Add(await AssertKilledAsync(journey, aim, mayMiss: aim.Call is "get" || !journey.IsCutAlike)));
            var names = string.Join(", ", calls.OrderByDescending(call => call.Value).Select(call => $"{call.Value} {call.Key}"));
            output.WriteLine($"| {journey.Name} | at each of {calls.Values.Sum()} calls: {names} | {aims.Count} | {kills.Sum()} |");
        }
    }

    /// <summary>Minutes; <c>bench/kill.sh</c> runs it.</summary>
    [Fact(Explicit = true)]
    public async Task Killed_at_random_instants_it_pays_once()
    {
        var seed = Shell.Number("CALLFORGE_SEED", 1);
        var count = Shell.Number("CALLFORGE_JOURNEYS", 40);
        foreach (var journey in Journey.All)
        {
            var kills = new ConcurrentBag<int>();
            await Parallel.ForEachAsync(Enumerable.Range(0, count), AtOnce, async (number, _) =>
            {
                using var traveller = new Traveller(journey, chance: SeededRandom.For(seed, "kill", $"{journey.Name} {number}"));
                kills.Add(AssertSame(journey, await UndisturbedAsync(journey), await traveller.TravelAsync(), $"{journey.Name}, seed {seed}, journey {number}"));
            });
            output.WriteLine($"| {journey.Name} | at random instants, seed {seed} | {count} | {kills.Sum()} |");
        }
    }

    // Most of a journey is waiting for the next look.
    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = 4 * Environment.ProcessorCount };

    private static Moment[] Moments(string call) =>
        call is "upload" or "download" ? [Moment.Before, Moment.Halfway, Moment.After] : [Moment.Before, Moment.After];

    private static async Task<int> AssertKilledAsync(Journey journey, Aim aim, bool mayMiss = false)
    {
        using var traveller = new Traveller(journey, aim);
        var kills = AssertSame(journey, await UndisturbedAsync(journey), await traveller.TravelAsync(), $"{journey.Name}, {aim}");
        Assert.True(kills == 1 || (mayMiss && kills == 0), $"{journey.Name}, {aim}: {kills} kills");
        return kills;
    }

    /// <returns>How often it was killed.</returns>
    private static int AssertSame(Journey journey, Arrival undisturbed, Arrival arrival, string where)
    {
        var (expected, ledger) = (undisturbed.Ledger, arrival.Ledger);
        ledger.AssertEachPartWasPaidOnce();
        if (journey.IsCutAlike) Assert.True(expected.PaidParts.SequenceEqual(ledger.PaidParts), $"{where}: {expected.Paid.Count} batches are right, {ledger.Paid.Count} were paid");
        Assert.True((expected.Requests, expected.OutputTokens) == (ledger.Requests, ledger.OutputTokens), $"{where}: {expected.Requests} requests are right, {ledger.Requests} were paid");
        Assert.True(undisturbed.Dataset.AsSpan().SequenceEqual(arrival.Dataset), $"{where}: the dataset is another");
        return arrival.Kills;
    }

    private static Task<Arrival> UndisturbedAsync(Journey journey) => Undisturbed.GetOrAdd(journey, _ => new Lazy<Task<Arrival>>(async () =>
    {
        using var traveller = new Traveller(journey);
        return await traveller.TravelAsync();
    })).Value;
}
