using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Faults;

/// <summary>Replies that say something else of the server's own data than is so, or say it oddly: what was done stays done.</summary>
internal sealed class LyingReplies
{
    private const string Page = "<html><body>Please log in.</body></html>\n";

    private readonly ConcurrentDictionary<string, int> _looks = new(StringComparer.Ordinal);

    public static bool Has(string fault) => fault is "false-size" or "odd-times" or "odd-metadata" or "null-usage" or "odd-counts" or "errors-list"
        or "pending-upload" or "page" or "empty-download" or "fewer-answers";

    /// <summary>Whether the input of a creation is still pending.</summary>
    public async Task<bool> IsPendingAsync(HttpRequest request, double looks)
    {
        using var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy, request.HttpContext.RequestAborted);
        var body = copy.ToArray();
        request.Body = new MemoryStream(body);
        return ParseObject(body)?["input_file_id"]?.GetValue<string>() is { } id && _looks.GetValueOrDefault(id) <= looks;
    }

    public async Task SendAsync(HttpContext context, RequestDelegate next, string call, IReadOnlyList<Fault> faults)
    {
        var (reply, said) = (context.Response.Body, new MemoryStream());
        context.Response.Body = said;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = reply;
        }

        var bytes = said.ToArray();
        if (context.Response.StatusCode < 300)
            foreach (var fault in faults) bytes = Rewrite(bytes, call, fault, context.Response);
        context.Response.ContentLength = bytes.Length;
        await reply.WriteAsync(bytes, context.RequestAborted);
    }

    private byte[] Rewrite(byte[] said, string call, Fault fault, HttpResponse response)
    {
        switch (fault.Kind.Name)
        {
            case "page":
                (response.StatusCode, response.ContentType) = (200, "text/html");
                return Encoding.UTF8.GetBytes(Page);
            case "empty-download": return [];
            case "fewer-answers": return WithoutLastLines(said, (int)fault.Value);
        }

        if (ParseObject(said) is not { } told) return said;
        foreach (var one in told["data"] is JsonArray list ? list.OfType<JsonObject>() : [told]) Distort(one, call, fault);
        return Encoding.UTF8.GetBytes(told.ToJsonString());
    }

    private void Distort(JsonObject told, string call, Fault fault)
    {
        var isBatch = told["object"]?.GetValue<string>() == "batch";
        switch (fault.Kind.Name)
        {
            case "false-size": told["bytes"] = fault.Value > 0 ? fault.Value : null; break;
            case "pending-upload" when !isBatch && call is "upload" or "file":
                if (_looks.AddOrUpdate(told["id"]!.GetValue<string>(), 1, (_, looks) => looks + 1) <= fault.Value) told["status"] = "pending";
                break;
            case "odd-times":
                foreach (var name in told.Where(member => member.Key.EndsWith("_at", StringComparison.Ordinal) && member.Value is not null).Select(member => member.Key).ToList())
                    told[name] = name == "created_at" ? null : JsonValue.Create($"{told[name]}.5");
                break;
            case "odd-metadata" when isBatch: told["metadata"] = new JsonObject { ["n"] = 1, ["list"] = new JsonArray(), ["nothing"] = null }; break;
            case "null-usage" when isBatch: told["usage"] = new JsonObject { ["input_tokens"] = null, ["output_tokens"] = null, ["total_tokens"] = null }; break;
            case "odd-counts" when isBatch && told["request_counts"] is JsonObject counts:
                foreach (var name in counts.Select(member => member.Key).ToList()) counts[name] = name == "total" ? null : JsonValue.Create($"{counts[name]}");
                break;
            case "errors-list" when isBatch && told["errors"] is null: told["errors"] = new JsonArray(); break;
        }
    }

    private static byte[] WithoutLastLines(byte[] said, int count)
    {
        var end = said.Length;
        for (; count > 0 && end > 0; count--) end = said.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
        return said[..end];
    }

    private static JsonObject? ParseObject(byte[] said)
    {
        try
        {
            return JsonNode.Parse(said) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
