using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CallForge.LocalServer.Faults;
using Microsoft.AspNetCore.Http;

namespace CallForge.Tests.Submit;

internal enum Reply
{
    /// <summary>The connection ends without one.</summary>
    Lost,

    /// <summary>A proxy's page with status 200.</summary>
    Page,

    NotFound,

    /// <summary>200 and not a byte.</summary>
    Empty,
}

/// <summary>What goes wrong with a call.</summary>
/// <param name="Call">As in <c>--fault</c>.</param>
/// <param name="HasActed">Whether the service has done what it was asked for.</param>
/// <param name="First">How many calls of that name it hits.</param>
internal sealed record BadReply(string Call, Reply Reply, bool HasActed, int First)
{
    public override string ToString() => $"{Reply} {Call} x{First} {(HasActed ? "after" : "before")} it acted".ToLowerInvariant();
}

/// <summary>
/// Stands in front of the embedded server: its list shows a batch late, replies go bad, and a creation that got no reply may
/// arrive long after it was given up.
/// </summary>
/// <param name="listLag">Seconds until the list shows a batch.</param>
/// <param name="deliveredAfter">Seconds until creations that were not acted on reach the server after all; null for never.</param>
internal sealed class ForgetfulService(TimeProvider time, int listLag, IReadOnlyList<BadReply> faults, int? deliveredAfter = null)
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(DateTimeOffset Due, string Body)> _onTheirWay = new();

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var name = CallName.Of(context.Request);
        if (context.Request.Headers.ContainsKey("x-late"))
        {
            await next(context);
            return;
        }

        await DeliverAsync(context);
        var number = _calls.AddOrUpdate(name, 1, (_, count) => count + 1);
        var fault = faults.FirstOrDefault(fault => fault.Call == name && number <= fault.First);
        if (fault is null) await ActAsync(name, context, next, context.Response.Body);
        else
        {
            if (fault.HasActed) await ActAsync(name, context, next, Stream.Null);
            else if (name == "create" && deliveredAfter is { } seconds) _onTheirWay.Enqueue((time.GetUtcNow().AddSeconds(seconds), await ReadAsync(context.Request.Body)));
            await ReplyAsync(context, fault.Reply);
        }
    }

    private async Task ActAsync(string name, HttpContext context, RequestDelegate next, Stream body)
    {
        var said = new MemoryStream();
        context.Response.Body = said;
        await next(context);
        var bytes = name == "list" ? Shown(said.ToArray()) : said.ToArray();
        if (name == "list") context.Response.ContentLength = bytes.Length;
        context.Response.Body = body;
        if (body == Stream.Null) context.Response.Headers.Clear();
        else await body.WriteAsync(bytes);
    }

    private byte[] Shown(byte[] page)
    {
        var list = JsonNode.Parse(page)!;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var shown = list["data"]!.AsArray().Where(batch => (long)batch!["created_at"]! + listLag <= now).Select(batch => batch!.DeepClone()).ToArray();
        list["data"] = new JsonArray(shown);
        return Encoding.UTF8.GetBytes(list.ToJsonString());
    }

    /// <summary>Creations that a proxy held back.</summary>
    private async Task DeliverAsync(HttpContext context)
    {
        while (_onTheirWay.TryPeek(out var late) && late.Due <= time.GetUtcNow() && _onTheirWay.TryDequeue(out late))
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{context.Request.Host}/v1/batches") { Content = new StringContent(late.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add("x-late", "1");
            request.Headers.Add("Authorization", "Bearer none");
            using var _ = await client.SendAsync(request);
        }
    }

    private static async Task<string> ReadAsync(Stream body)
    {
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }

    private static async Task ReplyAsync(HttpContext context, Reply reply)
    {
        if (reply == Reply.Lost)
        {
            context.Abort();
            return;
        }

        await Front.ReplyAsync(context, reply == Reply.NotFound ? 404 : 200, reply switch
        {
            Reply.Page => "<!DOCTYPE html><html><body>Please sign in to the network.</body></html>",
            Reply.NotFound => """{"error": {"message": "Not found", "type": "invalid_request_error", "param": null, "code": null}}""",
            _ => "",
        });
    }
}
