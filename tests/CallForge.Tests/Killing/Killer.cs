using System.Collections.Concurrent;
using CallForge.LocalServer.Faults;
using Microsoft.AspNetCore.Http;

namespace CallForge.Tests.Killing;

/// <summary>Stands in front of a server, counts the calls, and kills whoever makes the one that is aimed at.</summary>
/// <param name="nameOf">What a call is called.</param>
internal sealed class Killer(Aim? aim, Func<HttpRequest, string> nameOf)
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>How often each call was made.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    /// <summary>Who makes the calls now.</summary>
    public ToolProcess? Victim { get; set; }

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var call = nameOf(context.Request);
        var number = _calls.AddOrUpdate(call, 1, (_, count) => count + 1);
        if (aim is null || aim.Call != call || aim.Number != number)
        {
            await next(context);
            return;
        }

        await ActAsync(context, next);
        await Victim!.KillAsync();
        context.Abort();
    }

    private async Task ActAsync(HttpContext context, RequestDelegate next)
    {
        switch (aim!.Moment)
        {
            case Moment.Halfway when context.Request.ContentLength > 1:
                await context.Request.Body.ReadAtLeastAsync(new byte[context.Request.ContentLength!.Value / 2], (int)context.Request.ContentLength.Value / 2);
                break;
            case Moment.Halfway:
                context.Response.Body = new HalfStream(context.Response, isTold: true);
                await next(context);
                break;
            case Moment.After:
                context.Response.Body = Stream.Null;
                await next(context);
                break;
        }
    }
}
