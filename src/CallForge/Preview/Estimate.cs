using CallForge.OpenAI;

namespace CallForge.Preview;

/// <summary>What a request is billed as before it is sent: tokens are counted, prices come from the model table.</summary>
/// <param name="Count">How many requests like it.</param>
/// <param name="MaxOutputTokens">Limit of the answer, if one is given.</param>
internal sealed record Estimate(RenderedRequest Request, ModelTable Table, int Count, int? MaxOutputTokens)
{
    public Model? Model { get; } = Table.Find(Request.Model);

    public int ConstantTokens { get; } = Request.Constant.Sum(part => part.Tokens);

    public int VariableTokens => Request.Variable.Tokens;

    public int InputTokens => PromptTokens.Billed(ConstantTokens + VariableTokens, Request.Constant.Count + 1);

    public int CacheableTokens => PromptTokens.Cacheable(ConstantTokens);

    /// <summary>Whether a request that does not find its prefix in the cache pays for writing it there.</summary>
    public bool PaysForWriting => Model?.Cache == CacheMode.Explicit && CacheableTokens > 0;

    /// <summary>Nothing is found in the cache.</summary>
    public TokenUsage Uncached => new(InputTokens, 0, PaysForWriting ? CacheableTokens : 0, 0, 0);

    /// <summary>Another request had the same constant part before.</summary>
    public TokenUsage Cached => new(InputTokens, CacheableTokens, 0, 0, 0);

    public static TokenUsage Output(int tokens) => new(0, 0, 0, tokens, 0);

    public decimal? StandardCost(TokenUsage usage) => Model?.Cost(usage);

    public decimal? BatchCost(TokenUsage usage) => StandardCost(usage) * Model.BatchShare;
}
