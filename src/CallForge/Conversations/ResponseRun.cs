namespace CallForge.Conversations;

/// <summary>Which response belongs to which of several calls: they come in order, one by one or in one list.</summary>
internal static class ResponseRun
{
    /// <summary>As many as there are calls, or null if they cannot be told apart.</summary>
    public static List<ReadOnlyMemory<byte>>? Match(List<ReadOnlyMemory<byte>> responses, IReadOnlyList<Tool> called)
    {
        if (called.Count == 1) return responses.Count == 1 ? responses : null;
        if (responses is [var only]) return Split(only, called);
        // A function that returns no list has got a list: the list was meant for all calls, and here it is twice.
        return responses.Count == called.Count && !responses.Zip(called).Any(pair => IsList(pair.First) && !pair.Second.MayReturnList) ? responses : null;
    }

    /// <summary>If one of the functions returns a list itself, this may be its alone, and the others are missing.</summary>
    private static List<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> list, IReadOnlyList<Tool> called) =>
        JsonArray.Items(list) is { } items && items.Count == called.Count
        && (!called.Any(tool => tool.MayReturnList) || items.Zip(called).All(pair => pair.Second.MayReturn(pair.First)))
            ? items
            : null;

    private static bool IsList(ReadOnlyMemory<byte> json) => json.Span[0] == '[';
}
