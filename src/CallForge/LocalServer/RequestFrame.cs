using CallForge.OpenAI;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <summary>What all calls have in common: the recorded headers, the key, and errors in OpenAI's envelope.</summary>
internal sealed class RequestFrame(TimeProvider time)
{
    private const string Bearer = "Bearer ";

    /// <summary>Every other key is as good as any, so that clients can be tested with a wrong one.</summary>
    private const string WrongKey = "wrong-key";

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response);
        try
        {
            CheckKey(context.Request);
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: 404 or 405 }) throw new RefusedException(Unrouted(context));
        }
        catch (RefusedException exception)
        {
            await RefuseAsync(context, exception.Refusal);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, Refusal.BadRequest(exception.StatusCode == 413 ? "File is too large." : exception.Message));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            await RefuseAsync(context, Refusal.ServerError($"The local server failed: {exception.Message}"));
        }
    }

    private void AddHeaders(HttpResponse response)
    {
        var start = time.GetTimestamp();
        response.Headers["x-request-id"] = ObjectIds.Request();
        response.Headers["openai-organization"] = "org-local";
        response.Headers["openai-project"] = "proj_local";
        response.Headers["openai-version"] = "2020-10-01";
        response.OnStarting(() =>
        {
            response.Headers["openai-processing-ms"] = $"{time.GetElapsedTime(start).TotalMilliseconds:0}";
            return Task.CompletedTask;
        });
    }

    private static void CheckKey(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var key = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        const string Where = "https://platform.openai.com/account/api-keys.";
        if (key.Length == 0)
        {
            throw new RefusedException(Refusal.Unauthorized("You didn't provide an API key. You need to provide your API key in an "
                + $"Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from {Where}"));
        }

        if (key == WrongKey)
            throw new RefusedException(Refusal.Unauthorized($"Incorrect API key provided: {key}. You can find your API key at {Where}"));
    }

    private static Refusal Unrouted(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode == 405
            ? Refusal.MethodNotAllowed(
                $"Method {request.Method} is not allowed on {request.Path}; allowed: {context.Response.Headers.Allow}.")
            : Refusal.NotFound($"Invalid URL ({request.Method} {request.Path})");
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        var error = refusal.Error;
        return context.Request.Path.StartsWithSegments("/v1/files", StringComparison.Ordinal)
            ? context.ReplyAsync(
                new FileErrorReply(error, new FileErrorDetail(error.Message, error.Code)), WireJson.Objects.FileErrorReply)
            : context.ReplyAsync(new ApiErrorReply(error), WireJson.Objects.ApiErrorReply);
    }
}
