namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>When a restaurant takes orders, the same every day; it never opens past midnight.</summary>
internal sealed record OpeningHours(int From, int To)
{
    public bool Includes(Moment moment) => moment.Hour >= From && moment.Hour < To;

    /// <summary>Hours that agree with the restaurant being open, or not, at <paramref name="hour"/>.</summary>
    public static OpeningHours Agreeing(bool isOpen, int hour, SeededRandom random)
    {
        if (isOpen) return new OpeningHours(Math.Min(hour, 9 + random.Next(3)), Math.Max(hour + 1, 20 + random.Next(5)));
        // Closed now: it opens later, or it has closed for today.
        return hour < 17 && random.Chance(75)
            ? new OpeningHours(Math.Max(hour + 1, 17), 23 + random.Next(2))
            : new OpeningHours(Math.Min(hour - 1, 9 + random.Next(2)), hour);
    }
}

/// <summary>A time a customer speaks of: 내일 저녁 7시 반.</summary>
/// <param name="Days">From the day of the conversation.</param>
/// <param name="Day">As it is said.</param>
internal sealed record Moment(int Days, string Day, int Hour, bool IsHalfPast)
{
    public string Text => $"{Day} {Language.Numerals.Hour(Hour)}{(IsHalfPast ? " 반" : "")}";
}
