using System.Diagnostics;

namespace CallForge.LocalServer.Faults;

/// <summary>A fault of a plan: what, where, how often.</summary>
/// <param name="Batch">Number of the batch that it is limited to; null for all.</param>
internal sealed record Fault(FaultKind Kind, Amount Amount, string Call, int? Batch, double Value)
{
    private const int Parts = 1_000_000;

    public bool IsAimedAt(string call) => Call == CallName.Any || Call == call;

    /// <summary>A pure function: the same after a restart, in any order, on any thread.</summary>
    public bool Hits(Occurrence occurrence, long seed) => Amount switch
    {
        Share share => SeededRandom.For(seed, $"fault {Kind.Name}", occurrence.Key).Next(Parts) < share.Of * Parts,
        First first => occurrence.Number <= first.Count,
        Only only => occurrence.Number == only.Number,
        FirstOfEach each => occurrence.Try <= each.Count,
        _ => throw new UnreachableException(),
    };
}
