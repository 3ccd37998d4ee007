namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>Time of day in the conversation, in seconds; it never reaches midnight.</summary>
internal sealed class Clock(string date, SeededRandom random)
{
    // Lunch and dinner mostly; the last start leaves hours for a long conversation.
    private static readonly int[] Starts = [11, 11, 12, 12, 13, 14, 16, 17, 18, 18, 18, 19, 19, 20, 21];

    private int _second = (random.Pick(Starts) * 3600) + random.Next(3600);

    public int Hour => _second / 3600;

    public string Now => At(_second);

    public string Tick()
    {
        _second += 4 + random.Next(40);
        return Now;
    }

    public string Ago(int seconds) => At(_second - seconds);

    public string AtHour(int hour) => At(hour * 3600);

    private string At(int second) => $"{date}T{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}+09:00";
}
