namespace CallForge.OpenAI;

/// <summary>The request shapes a batch line can have. https://platform.openai.com/docs/api-reference/batch</summary>
internal enum Endpoint
{
    /// <summary><c>/v1/responses</c>: <c>instructions</c> and <c>input</c>.</summary>
    Responses,

    /// <summary><c>/v1/chat/completions</c>: <c>messages</c>; what other engines understand.</summary>
    Chat,
}

internal static class Endpoints
{
    public static string Url(this Endpoint endpoint) => endpoint switch
    {
        Endpoint.Responses => "/v1/responses",
        _ => "/v1/chat/completions",
    };

    public static Endpoint Of(string url) => url == Endpoint.Chat.Url() ? Endpoint.Chat : Endpoint.Responses;
}
