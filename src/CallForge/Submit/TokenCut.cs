using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Submit;

/// <summary>Cuts a part into parts whose prompts have no more tokens than the queue may hold.</summary>
internal static class TokenCut
{
    public static IReadOnlyList<BatchPart> ToFit(string path, BatchPart part, long limit, CancellationToken cancellationToken) =>
        ToFit(path, part, PartCount.Of(path, part, new PromptCount(), cancellationToken).Inputs, limit);

    /// <param name="inputs">Tokens of each request. One that is above the limit by itself becomes a part by itself.</param>
    public static IReadOnlyList<BatchPart> ToFit(string path, BatchPart part, IReadOnlyList<int> inputs, long limit)
    {
        var (sizes, sums) = (new List<int>(), new List<long>());
        foreach (var tokens in inputs)
        {
            if (sums.Count == 0 || sums[^1] + tokens > limit)
            {
                sizes.Add(0);
                sums.Add(0);
            }

            sizes[^1]++;
            sums[^1] += tokens;
        }

        return sizes.Count == 1
            ? [part with { InputTokens = sums[0] }]
            : [.. PartContent.Cut(path, part, sizes).Select((piece, i) => piece with { InputTokens = sums[i] })];
    }
}
