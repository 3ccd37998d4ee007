using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>The tokens a request is billed for.</summary>
/// <param name="Input">All of the prompt, what is read from or written to a cache included.</param>
/// <param name="Output">Reasoning included.</param>
internal sealed record TokenUsage(long Input, long Cached, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>The wire's <c>usage</c> of either endpoint; null if it does not tell input and output.</summary>
    public static TokenUsage? Read(JsonElement? usage)
    {
        if (usage is not { ValueKind: JsonValueKind.Object } reported) return null;
        var (input, output) = (Number(reported, "input_tokens", "prompt_tokens"), Number(reported, "output_tokens", "completion_tokens"));
        if (input is null || output is null) return null;
        var inputDetails = Member(reported, "input_tokens_details", "prompt_tokens_details");
        var outputDetails = Member(reported, "output_tokens_details", "completion_tokens_details");
        var read = new TokenUsage(
            input.Value, Number(inputDetails, "cached_tokens") ?? 0, Number(inputDetails, "cache_write_tokens") ?? 0,
            output.Value, Number(outputDetails, "reasoning_tokens") ?? 0);
        return read.Cached + read.CacheWrite <= read.Input ? read : null;
    }

    public static TokenUsage operator +(TokenUsage one, TokenUsage other) => new(
        one.Input + other.Input, one.Cached + other.Cached, one.CacheWrite + other.CacheWrite, one.Output + other.Output, one.Reasoning + other.Reasoning);

    private static JsonElement Member(JsonElement owner, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)) return value;
        return default;
    }

    // More tokens than an int holds is no answer of a model.
    private static long? Number(JsonElement owner, params ReadOnlySpan<string> names) =>
        Member(owner, names) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : null;
}
