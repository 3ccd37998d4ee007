using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CallForge.OpenAI;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Faults;

/// <summary>The faults of calls, in front of the routes: they refuse, delay, cut or swallow what would be replied.</summary>
internal sealed partial class CallFaults(FaultPlan plan, TimeProvider time)
{
    private readonly IReadOnlyList<Fault> _faults = plan.Of(FaultLayer.Call);
    private readonly Counter _calls = new();
    private readonly Counter _tries = new();
    private readonly LyingReplies _lies = new();

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var call = CallName.Of(context.Request);
        var lies = new List<Fault>();
        foreach (var fault in await HitsAsync(context.Request, call))
        {
            if (LyingReplies.Has(fault.Kind.Name)) lies.Add(fault);
            switch (fault.Kind.Name)
            {
                case "slow-call": await Task.Delay(TimeSpan.FromSeconds(fault.Value), time, context.RequestAborted); break;
                case "slow-download": context.Response.Body = new SlowStream(context.Response.Body, fault.Value, time); break;
                case "truncated-download": context.Response.Body = new HalfStream(context.Response, isTold: true); break;
                case "short-download": context.Response.Body = new HalfStream(context.Response, isTold: false); break;
                case "dropped-before": context.Abort(); return;
                case "dropped-after": await ActAndDropAsync(context, next); return;
                case "pending-upload" when call == "create" && await _lies.IsPendingAsync(context.Request, fault.Value): throw new RefusedException(RehearsedRefusals.NotProcessed);
                case "flat-error" or "detail-error": await RehearsedRefusals.WriteForeignAsync(fault.Kind.Name, context); return;
                case var lie when LyingReplies.Has(lie): break;
                default: throw new RefusedException(Refused(fault, call, context));
            }
        }

        await (lies.Count == 0 ? next(context) : _lies.SendAsync(context, next, call, lies));
    }

    /// <summary>Calls are numbered by name and all together, so that a fault aimed at creations does not count looks.</summary>
    private async Task<IReadOnlyList<Fault>> HitsAsync(HttpRequest request, string call)
    {
        var number = _calls.Next(call);
        var numberOfAny = _calls.Next(CallName.Any);
        var aimed = _faults.Where(fault => fault.IsAimedAt(call)).ToList();
        var tries = aimed.Any(fault => fault.Amount is FirstOfEach) ? _tries.Next(await IdentityAsync(request)) : 1;
        return [.. aimed.Where(fault => fault.Hits(
            fault.Call == CallName.Any
                ? new Occurrence(numberOfAny, tries, $"any {numberOfAny}")
                : new Occurrence(number, tries, $"{call} {number}"),
            plan.Seed))];
    }

    /// <summary>What a call and its second try have in common. Forms get a boundary of their own each time: their length must do.</summary>
    private static async Task<string> IdentityAsync(HttpRequest request)
    {
        var address = $"{request.Method} {request.Path}{request.QueryString}";
        if (request.Method != "POST" || request.HasFormContentType) return $"{address} {request.ContentLength}";
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        body.Position = 0;
        request.Body = body;
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        return $"{address} {InputFileId().Replace(text, "")}";
    }

    // A client that is not sure of its first creation uploads its input anew for the second.
    [GeneratedRegex("\"input_file_id\"\\s*:\\s*\"[^\"]*\"")]
    private static partial Regex InputFileId();

    private static async Task ActAndDropAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        catch (RefusedException)
        {
            // A refusal is a reply too.
        }

        context.Abort();
    }

    private static Refusal Refused(Fault fault, string call, HttpContext context)
    {
        switch (fault.Kind.Name)
        {
            case "rate-limited":
                context.Response.Headers.RetryAfter = fault.Value.ToString(CultureInfo.InvariantCulture);
                return RehearsedRefusals.RateLimited;
            case "server-error": return RehearsedRefusals.ServerError;
            case "not-found": return RehearsedRefusals.NotFound(call, context.Request.Path.Value!.Split('/'));
            case "token-limit-on-create":
                var error = RehearsedRefusals.TokenLimit("gpt-5", RehearsedRefusals.RecordedTokenLimit);
                return new Refusal(400, new ApiError(error.Message, "invalid_request_error", null, error.Code));
            case "billing-limit": return RehearsedRefusals.BillingLimit;
            default: throw new InvalidOperationException($"The fault '{fault.Kind.Name}' has no effect.");
        }
    }
}
