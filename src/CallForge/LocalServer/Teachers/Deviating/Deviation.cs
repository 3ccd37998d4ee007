namespace CallForge.LocalServer.Teachers.Deviating;

/// <param name="Description">What the model does, in a line.</param>
/// <param name="Write">The deviating text, or null if the transcript has no place for it.</param>
internal sealed record Deviation(string Name, string Description, Func<WrittenTranscript, SeededRandom, string?> Write);
