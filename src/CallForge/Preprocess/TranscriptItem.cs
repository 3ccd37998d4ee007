using CallForge.Domains;

namespace CallForge.Preprocess;

/// <summary>What came of one request, or of one transcript whose request is unknown.</summary>
/// <param name="Transcript">UTF-8; null if the request has no usable result.</param>
/// <param name="Scenario">What was asked for; null if unknown.</param>
/// <param name="Failure">Why there is no transcript; null also while the batch still runs.</param>
internal sealed record TranscriptItem(string Id, ReadOnlyMemory<byte>? Transcript, Scenario? Scenario, TranscriptFailure? Failure);

internal sealed record TranscriptFailure(string Reason, string Message);
