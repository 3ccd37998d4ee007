namespace CallForge.Preprocess;

/// <summary>What of one conversation is counted. Found on the converting threads, so that counting is only adding.</summary>
/// <param name="CallsPerTurn">For each turn of the assistant that calls, how many calls.</param>
internal sealed record Traits(
    HashedText Opening,
    HashedText Closing,
    HashedText ClosingSentence,
    int CustomerTurns,
    IReadOnlyList<int> CallsPerTurn,
    IReadOnlyList<CallTraits> Calls);

/// <param name="Function">Its place in the domain.</param>
/// <param name="Used">The places of the parameters that the call names.</param>
/// <param name="Error">Code of the error the function responded with; null if it did not.</param>
internal sealed record CallTraits(int Function, IReadOnlyList<int> Used, int UnknownArguments, string? Error);
