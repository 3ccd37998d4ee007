using CallForge.Files;

namespace CallForge.Retry;

/// <summary>The reasons of <c>batch_errors.json</c> in the words of <c>--reason</c>.</summary>
internal static class RetryReason
{
    /// <summary>No answer, an error of the service, or an answer that cannot be read.</summary>
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Cancelled = "cancelled";
    public const string Truncated = "truncated";

    /// <summary>The model would not, or its answer was filtered.</summary>
    public const string Refused = "refused";

    /// <summary>The service found the request itself wrong; the same request will be wrong again.</summary>
    public const string Invalid = "invalid";

    /// <summary>Answered, but <c>preprocess</c> could not read the transcript.</summary>
    public const string Rejected = "rejected";

    /// <summary>Answered and paid for, in a file that cannot be had: sent again it is paid twice, so it must be asked for by name.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Read, but rejected for a finding; <c>finding:CODE</c> for one of that code.</summary>
    public const string Finding = "finding";

    public static readonly string[] All = [Failed, Expired, Cancelled, Truncated, Refused, Invalid, Rejected, Finding, Unavailable];

    /// <summary>Those that another try is likely to mend.</summary>
    public static readonly string[] Default = [Failed, Expired, Cancelled, Truncated];

    public static string Of(FailedRequest request) => request.Reason switch
    {
        "batch_expired" => Expired,
        "batch_cancelled" => Cancelled,
        "truncated" => Truncated,
        "unavailable" => Unavailable,
        "refused" or "content_filter" => Refused,
        "http_408" or "http_409" or "http_429" => Failed,
        var reason when reason.StartsWith("http_4", StringComparison.Ordinal) => Invalid,
        _ => Failed,
    };
}
