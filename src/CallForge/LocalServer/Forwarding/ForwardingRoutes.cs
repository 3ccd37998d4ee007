using System.Globalization;
using CallForge.OpenAI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Forwarding;

/// <summary>
/// The teacher's answers at once: <c>POST /v1/responses</c> and <c>POST /v1/chat/completions</c>. Sent once; whoever
/// asks decides about trying again.
/// </summary>
internal sealed class ForwardingRoutes(TeacherClient client)
{
    public void Map(WebApplication app)
    {
        app.MapPost(InferenceEndpoint.Responses.Url, context => ForwardAsync(context, InferenceEndpoint.Responses));
        app.MapPost(InferenceEndpoint.Chat.Url, context => ForwardAsync(context, InferenceEndpoint.Chat));
    }

    private async Task ForwardAsync(HttpContext context, InferenceEndpoint endpoint)
    {
        var reply = await client.AskAsync(endpoint, await context.ReadBodyAsync(), context.RequestAborted);
        if (reply is TeacherReply.Silent silent) throw new RefusedException(new Refusal(502, new ApiError(silent.Message, "server_error", null, silent.Code)));
        var answered = (TeacherReply.Answered)reply;
        context.Response.StatusCode = answered.Status;
        context.Response.ContentType = answered.ContentType;
        if (answered.RetryAfter is { } pause) context.Response.Headers["retry-after-ms"] = pause.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(answered.Body, context.RequestAborted);
    }
}
