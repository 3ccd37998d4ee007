using System.Globalization;
using CallForge.LocalServer.Faults;

namespace CallForge.Tests.Run;

/// <summary>Two to four faults with aims of their own, drawn by a number.</summary>
internal static class FaultCombination
{
    private static readonly string[] Calls = ["upload", "create", "get", "list", "download", "delete", "file", "any"];

    private static readonly IReadOnlyList<FaultKind> Transcripts = [.. FaultKind.All.Where(kind => kind.Layer == FaultLayer.Transcript)];

    private static readonly IReadOnlyList<FaultKind> Kinds = [.. FaultKind.All.Except(Transcripts)];

    /// <summary>As in <c>--fault</c>.</summary>
    public static string[] Draw(long seed, int number)
    {
        var random = SeededRandom.For(seed, "combination", $"{number}");
        return [.. Enumerable.Range(0, 2 + random.Next(3)).Select(_ => Draw(random)).DistinctBy(fault => fault.Split('=', '@')[0])];
    }

    public static bool IsOfTranscripts(string fault) => Transcripts.Any(kind => fault.StartsWith(kind.Name + "=", StringComparison.Ordinal));

    private static string Draw(SeededRandom random)
    {
        if (random.Chance(5)) return $"{random.Pick(Transcripts).Name}={Share(random)}";
        var kind = random.Pick(Kinds);
        return kind.Layer switch
        {
            FaultLayer.Call => $"{kind.Name}={kind.OnlyCall ?? random.Pick(Calls)}:{Amount(random)}{Value(kind, random)}",
            // What comes with every batch of a run cannot be mended by trying again.
            FaultLayer.Line => $"{kind.Name}=1st:{Share(random)}",
            // What is begun anew has a new file: if the first batch of every file ended like this, none would end well.
            _ when kind.Name is "expired" or "cancelled" or "validation-failed" => $"{kind.Name}={Share(random)}{Value(kind, random)}",
            _ => $"{kind.Name}{(kind.TakesAmount ? $"={Amount(random)}" : "")}{Value(kind, random)}",
        };
    }

    private static string Amount(SeededRandom random) => random.Next(4) switch
    {
        0 => $"{1 + random.Next(4)}",
        1 => random.Pick(["1st", "2nd", "3rd", "4th", "5th"]),
        2 => $"{1 + random.Next(2)}-each",
        _ => Share(random),
    };

    private static string Share(SeededRandom random) => (0.1 * (1 + random.Next(4))).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Value(FaultKind kind, SeededRandom random) => kind.Name switch
    {
        "late-in-list" => $"@{1 + random.Next(5)}", // More is the window that docs/money.md leaves.
        "null-file-id" => $"@{1 + random.Next(4)}", // 0 never names the files.
        "queue-limit" => $"@{30_000 + random.Next(60_000)}",
        "expired" or "cancelled" => $"@0.{1 + random.Next(9)}",
        "slow-download" => $"@{100_000 * (1 + random.Next(9))}",
        _ => "",
    };
}
