namespace CallForge.OpenAI;

/// <summary>What a service told in another way than the API does and nobody needs: passed over, and said once of each kind.</summary>
internal sealed class Oddities(Action<string> tell)
{
    private readonly HashSet<string> _told = [];

    public static Oddities Untold { get; } = new(_ => { });

    public void Note(string what, string name, string told)
    {
        lock (_told)
            if (!_told.Add($"{what} {name}")) return;
        tell($"The service tells {name} of a {what} as {told}, which is passed over.");
    }
}
