namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Days that agree with the day of the conversation: what was placed lies before it, what is due after it.</summary>
internal static class Dates
{
    private static readonly string[] Now = ["created", "placed", "ordered", "checked", "requested", "updated", "reserved", "booked", "now", "registered", "issued", "cancelled", "canceled", "renewed", "submitted", "sent", "paid", "timestamp"];
    private static readonly string[] Before = ["published", "joined", "since", "last", "previous", "borrowed", "purchased", "completed", "delivered", "released", "opened", "started"];

    public static DateOnly Day(string name, DateOnly today, SeededRandom random)
    {
        var words = NameWords.Split(name);
        if (words.Any(word => word.StartsWith("birth", StringComparison.Ordinal))) return today.AddDays(-(20 * 365) - random.Next(30 * 365));
        if (words.Any(Now.Contains)) return today;
        if (words.Any(Before.Contains)) return today.AddDays(-1 - random.Next(30));
        var later = words.Any(word => word is "end" or "until" or "to" or "return" or "out" or "expires" or "expiry") ? 15 : 1;
        return today.AddDays(later + random.Next(14));
    }
}
