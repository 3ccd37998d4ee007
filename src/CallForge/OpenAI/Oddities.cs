namespace CallForge.OpenAI;

/// <summary>What a service told in another way than the API does and nobody needs: passed over, and said once of each kind.</summary>
internal sealed class Oddities(Action<string> tell)
{
    private readonly HashSet<string> _told = [];

    public static Oddities Unreported { get; } = new(_ => { });

    public void Note(string what, string name, string reported)
    {
        lock (_told)
            if (!_told.Add($"{what} {name}")) return;
        tell($"The service tells {name} of a {what} as {reported}, which is passed over.");
    }
}
