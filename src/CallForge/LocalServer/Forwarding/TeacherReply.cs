namespace CallForge.LocalServer.Forwarding;

/// <summary>What the teacher said to one request, or that it said nothing.</summary>
/// <param name="IsWorthAnotherTry">Whether the same request may be answered later.</param>
/// <param name="RetryAfter">How long the teacher asks to wait.</param>
internal abstract record TeacherReply(bool IsWorthAnotherTry, TimeSpan? RetryAfter)
{
    internal sealed record Answered(int Status, byte[] Body, string? ContentType, TimeSpan? RetryAfter)
        : TeacherReply(Status is 408 or 409 or 429 or >= 500, RetryAfter);

    /// <param name="Code">As the line of the request names it.</param>
    internal sealed record Silent(string Code, string Message, bool IsWorthAnotherTry) : TeacherReply(IsWorthAnotherTry, null);
}
