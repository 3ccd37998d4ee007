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
    /// <summary>What is asked of the model beside the prompt.</summary>
    public RequestSettings Settings { get; init; } = RequestSettings.None;

    public const string DefaultChitchat = "https://raw.githubusercontent.com/songys/Chatbot_data/master/ChatbotData.csv";
}
