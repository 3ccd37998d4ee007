using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

internal static class HttpReplies
{
    public static string Id(this HttpContext context) => (string)context.Request.RouteValues["id"]!;

    public static Task ReplyAsync<T>(this HttpContext context, T reply, JsonTypeInfo<T> type) =>
        context.ReplyAsync(JsonSerializer.SerializeToUtf8Bytes(reply, type));

    public static async Task ReplyAsync(this HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    public static async Task<byte[]> ReadBodyAsync(this HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    public static async Task<JsonDocument> ReadJsonAsync(this HttpContext context)
    {
        try
        {
            return JsonDocument.Parse(await context.ReadBodyAsync());
        }
        catch (JsonException)
        {
            throw new RefusedException(Refusal.UnreadableJson);
        }
    }
}
