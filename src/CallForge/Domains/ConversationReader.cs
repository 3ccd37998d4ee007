using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Transcript → conversation as a pack and the request ask for it. What is accepted is decided here, for all commands. Thread-safe.</summary>
internal sealed class ConversationReader(DomainPack pack)
{
    private readonly TranscriptReader _reader = new(pack.Labels, pack.Tools);

    /// <param name="scenario">What was asked for; null if unknown.</param>
    public TranscriptReading Read(ReadOnlyMemory<byte> transcript, Scenario? scenario) =>
        _reader.Read(transcript, scenario is null ? null : new TranscriptMetadata(scenario.UserId, scenario.Date));
}
