using System.Collections.Concurrent;

namespace CallForge.StubHub;

/// <summary>Counts the calls, and lets happen to them what is planned.</summary>
internal sealed class FaultPlan(IReadOnlyList<Fault> faults)
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>How often each call was made.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var call = CallName.Of(context.Request);
        var number = _calls.AddOrUpdate(call, 1, (_, count) => count + 1);
        switch (faults.FirstOrDefault(fault => fault.Hits(call, number)))
        {
            case null:
                await next(context);
                break;
            case { Kind: FaultKind.Status } fault:
                if (fault.RateLimit is { } limit) context.Response.Headers["RateLimit"] = limit;
                await Answers.RefuseAsync(context, new Refusal(fault.Status, $"planned for {call} {number} of '{context.Request.Headers.Authorization}'")); // Services do quote what they were sent.
                break;
            case { Kind: FaultKind.Expired }:
                context.Items[FaultKind.Expired] = true;
                await next(context);
                break;
            case { Kind: FaultKind.Botched }:
                context.Response.Body = Stream.Null;
                await next(context);
                context.Response.Clear();
                context.Response.StatusCode = 500;
                break;
            case { Kind: var kind }:
                await HangUpAsync(context, next, kind);
                break;
        }
    }

    private static async Task HangUpAsync(HttpContext context, RequestDelegate next, FaultKind kind)
    {
        if (kind == FaultKind.Lost)
        {
            context.Response.Body = Stream.Null;
            await next(context);
        }
        else if (kind == FaultKind.Halfway)
        {
            var half = new byte[1 + (context.Request.ContentLength ?? 0) / 2];
            await context.Request.Body.ReadAtLeastAsync(half, half.Length, throwOnEndOfStream: false);
        }

        context.Abort();
    }
}
