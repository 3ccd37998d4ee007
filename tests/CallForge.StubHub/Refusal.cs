namespace CallForge.StubHub;

/// <summary>The Hub says no.</summary>
/// <param name="code">For <c>X-Error-Code</c>.</param>
internal sealed class Refusal(int status, string message, string? code = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Code { get; } = code;

    public static Refusal Bad(string message) => new(400, message);

    public static Refusal NoRepository(bool isSignedIn) => isSignedIn
        ? new Refusal(404, "Repository not found", "RepoNotFound")
        : new Refusal(401, "Repository not found", "RepoNotFound"); // So that nobody learns what is private.
}
