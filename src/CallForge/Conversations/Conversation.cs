namespace CallForge.Conversations;

/// <summary>
/// The structured truth that every text form is rendered from. Texts are UTF-8 slices of the transcript; JSON is in Python's style.
/// </summary>
/// <param name="Date"><c>yyyy-MM-dd</c>.</param>
/// <param name="Turns">Starts with the customer, ends with a text of the assistant; a turn with calls is followed by its responses.</param>
internal sealed record Conversation(ReadOnlyMemory<byte> UserId, ReadOnlyMemory<byte> Date, IReadOnlyList<Turn> Turns);

/// <param name="Line">Where it starts in the transcript, from 1.</param>
internal abstract record Turn(int Line);

internal sealed record CustomerTurn(int Line, ReadOnlyMemory<byte> Text) : Turn(Line);

/// <param name="Text">What is said; before the calls, if there are any, and then possibly empty.</param>
internal sealed record AssistantTurn(int Line, ReadOnlyMemory<byte> Text, IReadOnlyList<ToolCall> Calls) : Turn(Line);

/// <param name="Responses">JSON values, one for each call of the turn before, in the same order.</param>
internal sealed record ResponseTurn(int Line, IReadOnlyList<ReadOnlyMemory<byte>> Responses) : Turn(Line);

/// <param name="Arguments">A JSON object.</param>
internal sealed record ToolCall(string Name, ReadOnlyMemory<byte> Arguments);

/// <summary>What a transcript was read as: a conversation, or the one reason why not.</summary>
internal sealed record TranscriptReading(Conversation? Conversation, Diagnostic? Rejection, IReadOnlyList<Diagnostic> Repairs);
