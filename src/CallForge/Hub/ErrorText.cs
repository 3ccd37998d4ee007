using System.Text.Json;

namespace CallForge.Hub;

/// <summary>What the Hub says of an error: a header, else <c>{"error": …}</c>.</summary>
internal static class ErrorText
{
    private const int LongestBody = 1 << 16;
    private const int LongestText = 500;

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>On one line, and without the token, should it be quoted; null if there is nothing to read.</summary>
    public static async Task<string?> ReadAsync(HttpResponseMessage response, HubToken token, CancellationToken cancellationToken)
    {
        var text = Header(response, "X-Error-Message") ?? await ReadBodyAsync(response, cancellationToken);
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = token.Redact(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).TrimEnd('.');
        return line.Length <= LongestText ? line : string.Concat(line.AsSpan(0, LongestText), "…");
    }

    private static async Task<string?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = new byte[LongestBody];
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
            using var json = JsonDocument.Parse(body.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            return null; // The status says enough.
        }
    }
}
