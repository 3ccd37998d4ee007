using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallForge.StubHub;

/// <summary>How bodies are read and written; what is not as it must be is refused.</summary>
internal static class Answers
{
    public const string Lfs = "application/vnd.git-lfs+json";

    public static async Task<JsonElement> ReadJsonAsync(HttpRequest request, string mediaType = "application/json")
    {
        RequireMediaType(request, mediaType);
        if (mediaType == Lfs && !request.Headers.Accept.Any(accept => accept == Lfs)) throw new Refusal(406, $"Accept must be {Lfs}");
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw Refusal.Bad("the body is no JSON object");
        }
        catch (JsonException exception)
        {
            throw Refusal.Bad($"the body is no JSON: {exception.Message}");
        }
    }

    public static void RequireMediaType(HttpRequest request, string mediaType)
    {
        if (request.ContentType?.Split(';')[0].Trim() != mediaType) throw new Refusal(415, $"Content-Type is '{request.ContentType}' and must be {mediaType}");
    }

    public static async Task WriteAsync(HttpContext context, JsonNode body, string mediaType = "application/json; charset=utf-8")
    {
        context.Response.ContentType = mediaType;
        await context.Response.WriteAsync(body.ToJsonString());
    }

    public static async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        if (refusal.Code is { } code) context.Response.Headers["X-Error-Code"] = code;
        await WriteAsync(context, new JsonObject { ["error"] = refusal.Message });
    }

    public static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Refusal.Bad($"'{name}' must be a string");

    public static string? TextOrNull(JsonElement value, string name) => value.TryGetProperty(name, out _) ? Text(value, name) : null;

    public static long Number(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number >= 0 ? number : throw Refusal.Bad($"'{name}' must be a whole number");

    public static IReadOnlyList<JsonElement> List(JsonElement value, string name, int most) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array && member.GetArrayLength() is var count && count > 0 && count <= most
            ? [.. member.EnumerateArray()]
            : throw Refusal.Bad($"'{name}' must be a list of 1 to {most}");

    public static byte[] Base64(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.TryGetBytesFromBase64(out var bytes) ? bytes : throw Refusal.Bad($"'{name}' must be base64");

    public static string Sha256(JsonElement value, string name) =>
        Text(value, name) is { Length: 64 } text && text.All(char.IsAsciiHexDigitLower) ? text : throw Refusal.Bad($"'{name}' must be a SHA-256 in lower-case hex");
}
