using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>Asks the teacher, and counts tokens the way the real service bills them.</summary>
internal sealed class Answers(Func<string, string> teacher)
{
    /// <summary>The answer, or null and what is said instead.</summary>
    /// <param name="number">Number of the request, as its <see cref="SharedText"/>s know it.</param>
    public Answer? To(RequestBody request, int number, InferenceEndpoint endpoint, out Refusal? refusal)
    {
        refusal = request.FindFault(endpoint);
        if (refusal is not null) return null;
        try
        {
            return Count(request, teacher(request.Prompt.LastUserText!.Text), number);
        }
        catch (Exception exception) // Whatever it is, a time-out included, it is this request that fails and not the batch.
        {
            refusal = Refusal.ServerError($"The server had an error while processing your request: {exception.Message}");
            return null;
        }
    }

    private static Answer Count(RequestBody request, string text, int number)
    {
        var effort = request.Effort ?? (ModelObject.Reasons(request.Model!) ? "medium" : null);
        var room = request.MaxOutputTokens ?? int.MaxValue;
        var reasoning = Math.Min(ReasoningTokens(effort), room);
        var output = TokenCounter.Count(text);
        var isCut = output > room - reasoning;
        if (isCut) (text, output) = TokenCounter.Cut(text, room - reasoning);
        return new Answer(text, isCut, effort, InputTokens(request), CachedTokens(request, number), reasoning + output, reasoning);
    }

    private static int ReasoningTokens(string? effort) => effort switch
    {
        null or "none" or "minimal" => 0,
        "low" => 256,
        "medium" => 640,
        _ => 1536,
    };

    public static int InputTokens(RequestBody request) => PromptTokens.Billed(
        request.Prompt.Texts.Append(request.Instructions).OfType<PromptText>().Sum(text => text.Shared?.Tokens ?? TokenCounter.Count(text.Text)),
        request.Prompt.MessageCount + (request.Instructions is null ? 0 : 1));

    private static int CachedTokens(RequestBody request, int number) => PromptTokens.Cacheable(
        request.Prompt.Texts.Prepend(request.Instructions).OfType<PromptText>()
            .TakeWhile(text => text.Shared is { } shared && shared.Number != number)
            .Sum(text => text.Shared!.Tokens));
}
