using System.Globalization;

namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>Time of day in the conversation, in seconds; it never reaches midnight.</summary>
internal sealed class Clock(string date, SeededRandom random)
{
    // Lunch and dinner mostly; the last start leaves hours for a long conversation.
    private static readonly int[] Starts = [11, 11, 12, 12, 13, 14, 16, 17, 18, 18, 18, 19, 19, 20, 21];
    private const string Weekdays = "일월화수목금토";

    private int _second = (random.Pick(Starts) * 3600) + random.Next(3600);

    public int Hour => _second / 3600;

    public string Now => At(_second);

    public string Tick()
    {
        _second += 4 + random.Next(40);
        return Now;
    }

    public string Ago(int seconds) => At(_second - seconds);

    public string At(Moment moment)
    {
        var day = Today.AddDays(moment.Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{day}T{moment.Hour:00}:{(moment.IsHalfPast ? "30" : "00")}:00+09:00";
    }

    /// <summary>A moment to come: today, one of the next two days, or a day of this week by its name.</summary>
    public Moment Later()
    {
        var isHalfPast = random.Chance(25);
        if (Hour < 22 && random.Chance(45)) return new Moment(0, "오늘", Hour + 1 + random.Next(23 - Hour), isHalfPast);
        var hour = 10 + random.Next(13);
        var leftOfWeek = (7 - (int)Today.DayOfWeek) % 7;
        if (leftOfWeek > 2 && random.Chance(40))
        {
            var days = 3 + random.Next(leftOfWeek - 2);
            return new Moment(days, $"이번 주 {Weekdays[(int)Today.AddDays(days).DayOfWeek]}요일", hour, isHalfPast);
        }

        return random.Chance(75) ? new Moment(1, "내일", hour, isHalfPast) : new Moment(2, "모레", hour, isHalfPast);
    }

    private DateOnly Today => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string At(int second) => $"{date}T{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}+09:00";
}
