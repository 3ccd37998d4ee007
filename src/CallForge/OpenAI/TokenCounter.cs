using Microsoft.ML.Tokenizers;

namespace CallForge.OpenAI;

/// <summary>Tokens as the GPT-4o and GPT-5 families count them (o200k). The vocabulary is loaded when first needed.</summary>
internal static class TokenCounter
{
    private static readonly Lazy<Tokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static int Count(string text) => Tokenizer.Value.CountTokens(text);

    /// <summary>The first <paramref name="maximum"/> tokens of the text, and how many there are.</summary>
    public static (string Text, int Tokens) Cut(string text, int maximum)
    {
        if (maximum <= 0) return ("", 0);
        var end = Tokenizer.Value.GetIndexByTokenCount(text, maximum, out _, out var count);
        if (end > 0 && end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
        return (text[..end], count);
    }
}
