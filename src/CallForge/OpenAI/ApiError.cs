using System.Text.Json.Serialization;

namespace CallForge.OpenAI;

/// <summary>The body of every answer that is not 2xx.</summary>
internal sealed record ApiErrorReply(ApiError? Error);

internal sealed record ApiError(string? Message, string? Type, string? Param, string? Code)
{
    /// <summary>Whether the account has no credit left, or has reached its limit: waiting does not change that.</summary>
    [JsonIgnore]
    public bool IsOutOfCredit => IsOutOfCreditAs(Code) || IsOutOfCreditAs(Type);

    private static bool IsOutOfCreditAs(string? name) => name is "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active";
}
