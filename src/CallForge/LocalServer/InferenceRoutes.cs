using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <summary>The same answers at once: <c>POST /v1/responses</c> and <c>POST /v1/chat/completions</c>.</summary>
internal sealed class InferenceRoutes(Answers answers, TimeProvider time)
{
    private readonly Lock _lock = new();
    private SharedTexts _shared = new();
    private int _count;

    public void Map(WebApplication app)
    {
        app.MapPost(InferenceEndpoint.Responses.Url, context => AnswerAsync(context, InferenceEndpoint.Responses));
        app.MapPost(InferenceEndpoint.Chat.Url, context => AnswerAsync(context, InferenceEndpoint.Chat));
    }

    private async Task AnswerAsync(HttpContext context, InferenceEndpoint endpoint)
    {
        var json = await context.ReadBodyAsync();
        var (request, number) = Read(json);
        if (FindFault(request, endpoint) is { } fault) throw new RefusedException(fault);
        var answer = answers.To(request, number, endpoint, out var refusal) ?? throw new RefusedException(refusal!);

        var body = new ArrayBufferWriter<byte>();
        endpoint.WriteBody(request, answer, OutputLine.HashOf(json), time.GetUtcNow().ToUnixTimeSeconds(), body);
        AddRateLimits(context.Response.Headers, answer);
        await context.ReplyAsync(body.WrittenMemory);
    }

    private (RequestBody Request, int Number) Read(byte[] json)
    {
        lock (_lock)
        {
            try
            {
                if (_shared.IsFull) _shared = new SharedTexts();
                var reader = new RequestReader(json, _shared, ++_count);
                if (!reader.EnterObject()) throw new RefusedException(Refusal.UnreadableJson);
                var request = RequestBody.Read(ref reader);
                reader.Read();
                return (request, _count);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                throw new RefusedException(Refusal.UnreadableJson);
            }
        }
    }

    private static Refusal? FindFault(RequestBody request, InferenceEndpoint endpoint)
    {
        if (request.Model is null) return Refusal.Missing("model");
        if (!ModelObject.Exists(request.Model))
        {
            return Refusal.NotFound(
                $"The model `{request.Model}` does not exist or you do not have access to it.", "model", "model_not_found");
        }

        return request.Streams
            ? Refusal.BadRequest(
                $"{endpoint.ApiName}: the local server does not stream; leave out 'stream'.", "stream", "unsupported_value")
            : null;
    }

    // Recorded on inference calls only; never on files and batches.
    private static void AddRateLimits(IHeaderDictionary headers, Answer answer)
    {
        headers["x-ratelimit-limit-requests"] = "15000";
        headers["x-ratelimit-limit-tokens"] = "40000000";
        headers["x-ratelimit-remaining-requests"] = "14999";
        headers["x-ratelimit-remaining-tokens"] = $"{40_000_000 - answer.InputTokens}";
        headers["x-ratelimit-reset-requests"] = "4ms";
        headers["x-ratelimit-reset-tokens"] = "0s";
    }
}
