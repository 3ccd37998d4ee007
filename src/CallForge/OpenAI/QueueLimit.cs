using System.Globalization;
using System.Text.RegularExpressions;

namespace CallForge.OpenAI;

/// <summary>
/// The limit of tokens that an account's unfinished batches of one model may hold. Over it a creation is refused or the
/// batch fails validation; either way nothing ran and nothing is billed. https://platform.openai.com/docs/guides/batch
/// </summary>
internal static partial class QueueLimit
{
    public static bool IsFull(string? code, string? message) =>
        code == "token_limit_exceeded" || message?.Contains("nqueued token limit", StringComparison.Ordinal) == true;

    /// <summary>The <c>N</c> of <c>Limit: N enqueued tokens</c>, or null if the message does not say.</summary>
    public static long? LimitOf(string? message) =>
        message is not null && Limit().Match(message) is { Success: true } match
            && long.TryParse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var limit)
                ? limit
                : null;

    [GeneratedRegex(@"Limit: ([\d,]{1,24})")]
    private static partial Regex Limit();
}
