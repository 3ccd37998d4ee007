using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>The content of a message: a text, or a list of parts, of which those that are text belong together.</summary>
/// <param name="Text">Null if there is none.</param>
/// <param name="Refusal">What the model says instead.</param>
internal sealed record ContentParts(string? Text, string? Refusal)
{
    public static ContentParts Of(JsonElement message)
    {
        if (StringOf(message, "content") is { } whole) return new ContentParts(whole, null);
        if (!message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) return new ContentParts(null, null);
        var (texts, refusal) = (new List<string>(), (string?)null);
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String) texts.Add(part.GetString()!);
            else if (StringOf(part, "type") is "output_text" or "text" && StringOf(part, "text") is { } text) texts.Add(text);
            else if (StringOf(part, "type") == "refusal") refusal ??= StringOf(part, "refusal") ?? "The model refused.";
        }

        return new ContentParts(texts.Count > 0 ? string.Concat(texts) : null, refusal);
    }

    public static string? StringOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
