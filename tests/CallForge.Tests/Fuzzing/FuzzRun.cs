using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Fuzzing;

/// <summary>Makes inputs from a seed and checks each, for as long as it is told; what is found is made small and told with its number.</summary>
/// <param name="make">The input of a number.</param>
/// <param name="check">Null, or what is wrong; its first line names the kind.</param>
internal sealed class FuzzRun(string name, Func<SeededRandom, byte[]> make, Func<byte[], string?> check)
{
    private const int MostKinds = 10;
    private const int MostChecksToShrink = 3000;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hung = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _found = [];
    private long _number;
    private long _startedAt = Stopwatch.GetTimestamp();

    public async Task GoAsync(ITestOutputHelper output)
    {
        var (seed, seconds) = (Shell.Number("CALLFORGE_SEED", 1), Shell.Number("CALLFORGE_SECONDS", 600));
        _number = Shell.Number("CALLFORGE_FIRST", 0);
        var (first, watch) = (_number, Stopwatch.StartNew());
        // A thread of its own: an input that never ends must not keep the test from telling it.
        var working = Task.Factory.StartNew(() => Work(seed, watch, TimeSpan.FromSeconds(seconds)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!working.IsCompleted)
        {
            await Task.WhenAny(working, Task.Delay(1000, TestContext.Current.CancellationToken));
            Assert.True(working.IsCompleted || Stopwatch.GetElapsedTime(Volatile.Read(ref _startedAt)) < Hung, $"{name}: seed {seed}, number {_number} does not end");
        }

        await working;
        output.WriteLine($"| {name} | seed {seed}, {first:N0} to {_number:N0} | {watch.Elapsed.TotalSeconds:0} s | {_found.Count} |");
        Assert.True(_found.Count == 0, string.Join("\n\n", _found.Values));
    }

    private void Work(long seed, Stopwatch watch, TimeSpan time)
    {
        for (; watch.Elapsed < time && _found.Count < MostKinds; _number++)
        {
            var input = make(SeededRandom.For(seed, name, $"{_number}"));
            if (Check(input) is not { } wrong || _found.ContainsKey(KindOf(wrong))) continue;
            var small = Shrink(input, KindOf(wrong));
            _found[KindOf(wrong)] = $"{name}: seed {seed}, number {_number}: {Check(small) ?? wrong}\ninput, made smaller: {JsonSerializer.Serialize(Encoding.UTF8.GetString(small))}";
        }
    }

    private string? Check(byte[] input)
    {
        Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
        try
        {
            var wrong = check(input);
            return wrong ?? (Stopwatch.GetElapsedTime(_startedAt) > Slow && FastestOf(3, input) > Slow ? $"slow\n{input.Length} bytes" : null);
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name} {exception.StackTrace?.Split('\n')[0].Trim()}\n{exception.Message}";
        }
    }

    /// <summary>Other work on the machine makes a single time meaningless.</summary>
    private TimeSpan FastestOf(int times, byte[] input) => Enumerable.Range(0, times).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        check(input);
        return watch.Elapsed;
    });

    private static string KindOf(string wrong) => wrong.Split('\n')[0];

    /// <summary>Leaves out what can be left out without the kind changing.</summary>
    private byte[] Shrink(byte[] input, string kind)
    {
        var checks = 0;
        for (var size = input.Length / 2; size > 0 && checks < MostChecksToShrink; size /= 2)
        {
            for (var place = 0; place < input.Length && checks < MostChecksToShrink;)
            {
                byte[] shorter = [.. input.AsSpan(0, place), .. input.AsSpan(Math.Min(place + size, input.Length))];
                if (checks++ >= 0 && Check(shorter) is { } wrong && KindOf(wrong) == kind) input = shorter;
                else place += size;
            }
        }

        return input;
    }
}
