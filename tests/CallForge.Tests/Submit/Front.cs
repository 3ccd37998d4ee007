using System.Text;
using CallForge.LocalServer.Faults;
using Microsoft.AspNetCore.Http;

namespace CallForge.Tests.Submit;

/// <summary>What stands in front of the embedded server and changes what it says, as services do that are not quite like OpenAI's.</summary>
internal static class Front
{
    /// <summary>Nobody is in front.</summary>
    public static Task PassAsync(HttpContext context, RequestDelegate next) => next(context);

    /// <summary>The server acts; what it said is replaced.</summary>
    public static Func<HttpContext, RequestDelegate, Task> Rewrite(string call, Func<string, string> rewrite) => async (context, next) =>
    {
        if (CallName.Of(context.Request) != call)
        {
            await next(context);
            return;
        }

        var (body, said) = (context.Response.Body, new MemoryStream());
        context.Response.Body = said;
        await next(context);
        context.Response.Body = body;
        await ReplyAsync(context, context.Response.StatusCode, rewrite(Encoding.UTF8.GetString(said.ToArray())));
    };

    public static Task ReplyAsync(HttpContext context, int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, "application/json", bytes.Length);
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
