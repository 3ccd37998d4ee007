using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>What the name of a tool tells: what it does, and to what.</summary>
/// <param name="Kind">The thing, as in <c>loan</c> of <c>list_open_loans</c>.</param>
internal sealed record ToolWords(string Verb, string Kind, IReadOnlyList<string> Words)
{
    private static readonly string[] Creating =
        ["create", "add", "place", "reserve", "book", "open", "register", "submit", "make", "schedule", "post", "send", "start", "upsert", "order", "request", "apply", "issue", "buy", "pay", "rent", "borrow", "report", "save"];

    private static readonly string[] Changing = ["update", "change", "edit", "modify", "set", "move", "rename", "reschedule", "extend", "renew", "replace", "adjust"];
    private static readonly string[] Ending = ["cancel", "remove", "delete", "return", "close", "stop", "clear"];
    private static readonly string[] Aspects = ["detail", "details", "info", "information", "status", "list", "summary", "history", "profile"];

    public bool Creates => Creating.Contains(Verb);

    public bool Changes => Changing.Contains(Verb);

    public bool Writes => Creates || Changes || Ending.Contains(Verb);

    public static ToolWords Of(Tool tool)
    {
        var words = NameWords.Split(tool.Name);
        var isOrderStatus = words.Length > 1 && Aspects.Contains(words[^1]) && !Changing.Contains(words[0]);
        var things = words.Length > 1 ? words.Skip(1).ToList() : [.. words];
        var named = things.Where(word => !Aspects.Contains(word)).ToList();
        var kind = named.Count > 0 ? named[^1] : things[0];
        return new ToolWords(isOrderStatus && Creating.Contains(words[0]) ? "get" : words[0], NameWords.Singular(kind), words);
    }

    /// <summary>Of the states a thing may be in, the one it is in after this call: cancelled, renewed, or as new.</summary>
    public int? StateAfter(IReadOnlyList<string> states)
    {
        var stem = Verb[..Math.Min(Verb.Length, 5)];
        for (var i = 0; i < states.Count; i++)
            if (Writes && states[i].StartsWith(stem, StringComparison.OrdinalIgnoreCase)) return i;
        return Creates && states.Count > 0 ? 0 : null;
    }
}
