namespace CallForge.OpenAI;

/// <summary>From the tokens of a prompt's texts to what is billed and what a cache can hold.</summary>
internal static class PromptTokens
{
    // Recorded: 14 tokens for a message of 7, 24 for two messages of 13 together.
    private const int PerMessage = 4;
    private const int PerPrompt = 3;

    // https://platform.openai.com/docs/guides/prompt-caching
    private const int ShortestPrefix = 1024;
    private const int CacheStep = 128;

    public static int Billed(int textTokens, int messages) => textTokens + messages * PerMessage + PerPrompt;

    /// <summary>How many tokens of a prefix are read from the cache when another request had the same before.</summary>
    public static int Cacheable(int prefixTokens) => prefixTokens < ShortestPrefix ? 0 : prefixTokens / CacheStep * CacheStep;
}
