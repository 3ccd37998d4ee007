using CallForge.OpenAI;

namespace CallForge.Generate;

/// <summary>What <c>generate-batch</c> makes requests from.</summary>
/// <param name="Count">How many; null for what the mix is made for.</param>
/// <param name="Domain">Name of a built-in domain pack or path of a folder.</param>
/// <param name="Chitchat">URL or path of a CSV with a column <c>Q</c>, or <c>none</c> for the pack's own lines.</param>
internal sealed record GenerateOptions(
    int? Count,
    long Seed,
    string Domain,
    string Mix,
    string Model,
    Endpoint Endpoint,
    int? MaxOutputTokens,
    string? ReasoningEffort,
    string Chitchat)
{
    /// <summary>What was named on the command line: <c>--mix</c>, say. The rest is remembered, or a default.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>What is asked of the model beside the prompt.</summary>
    public RequestSettings Settings { get; init; } = RequestSettings.None;

    public const string DefaultChitchat = "https://raw.githubusercontent.com/songys/Chatbot_data/master/ChatbotData.csv";

    /// <summary>As they are given on a command line; what is null is left out.</summary>
    public IEnumerable<(string Name, string Value)> Words()
    {
        if (Count is { } count) yield return ("--count", $"{count}");
        yield return ("--seed", $"{Seed}");
        yield return ("--domain", Domain);
        yield return ("--mix", Mix);
        yield return ("--model", Model);
        yield return ("--endpoint", Endpoint == Endpoint.Chat ? "chat" : "responses");
        if (MaxOutputTokens is { } tokens) yield return ("--max-output-tokens", $"{tokens}");
        if (ReasoningEffort is { } effort) yield return ("--reasoning-effort", effort);
        yield return ("--chitchat", Chitchat);
        foreach (var word in Settings.Words()) yield return word;
    }
}
