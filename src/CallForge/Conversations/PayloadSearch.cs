namespace CallForge.Conversations;

/// <summary>What is looked for in one call's arguments or one response; null if it is not there.</summary>
internal delegate Diagnostic? PayloadSearch(ReadOnlySpan<byte> json);

internal static class PayloadSearches
{
    /// <summary>The first find in the calls and responses of a conversation, with the line of its turn; null if there is none.</summary>
    public static Diagnostic? FindIn(this PayloadSearch search, Conversation conversation)
    {
        foreach (var turn in conversation.Turns)
            if (search.FindIn(turn) is { } found) return found with { Line = turn.Line };
        return null;
    }

    private static Diagnostic? FindIn(this PayloadSearch search, Turn turn)
    {
        Diagnostic? found = null;
        if (turn is AssistantTurn { Calls: var calls })
            for (var i = 0; found is null && i < calls.Count; i++) found = search(calls[i].Arguments.Span);
        else if (turn is ResponseTurn { Responses: var responses })
            for (var i = 0; found is null && i < responses.Count; i++) found = search(responses[i].Span);
        return found;
    }
}
