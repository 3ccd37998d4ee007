using System.Text.Json;

namespace CallForge.OpenAI;

internal sealed record BatchPage(string Object, IReadOnlyList<Batch> Data, string? FirstId, string? LastId, bool HasMore);

internal sealed record FilePage(string Object, IReadOnlyList<FileObject> Data, string? FirstId, string? LastId, bool HasMore);

/// <summary>A page as a service told it. Entries that cannot be read make it none: what is missing may be what is looked for.</summary>
/// <param name="HasMore">Where the service does not say, a full page has more behind it.</param>
internal sealed record ReportedPage<T>(IReadOnlyList<T> Data, bool HasMore) where T : class
{
    public static ReportedPage<T>? Read(JsonElement reported, int limit, Func<JsonElement, T?> read)
    {
        if (reported.ValueKind != JsonValueKind.Object || !reported.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return null;
        var entries = data.EnumerateArray().Select(read).ToList();
        if (entries.Contains(null)) return null;
        var hasMore = reported.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True or JsonValueKind.False ? more.GetBoolean() : entries.Count >= limit;
        return new ReportedPage<T>(entries!, hasMore);
    }
}
