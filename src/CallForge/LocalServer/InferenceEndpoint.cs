using System.Buffers;

namespace CallForge.LocalServer;

internal delegate void WriteBody(RequestBody request, Answer answer, string hash, long time, IBufferWriter<byte> output);

/// <summary>What a batch can ask: the two endpoints that write text.</summary>
/// <param name="ApiName">As error messages name it.</param>
/// <param name="PromptName">The parameter that holds the prompt.</param>
internal sealed record InferenceEndpoint(string Url, string ApiName, string PromptName, WriteBody WriteBody)
{
    public static readonly InferenceEndpoint Responses = new("/v1/responses", "Responses", "input", ResponseBody.Write);
    public static readonly InferenceEndpoint Chat = new("/v1/chat/completions", "Chat Completions", "messages", ChatBody.Write);

    public static InferenceEndpoint? Find(string? url) => url == Responses.Url ? Responses : url == Chat.Url ? Chat : null;
}
