namespace CallForge;

/// <summary>The address under which a service has its calls, such as <c>https://api.openai.com/v1</c>.</summary>
internal static class ServiceUrl
{
    /// <param name="name">Of the option or variable that says it.</param>
    /// <param name="instead">Where a key belongs.</param>
    /// <exception cref="CommandFailure">It is none, or has more than scheme, host and path: it is stored and printed, and must hold no password.</exception>
    public static Uri Parse(string text, string name, string instead)
    {
        if (!Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            throw CommandFailure.Usage($"{name} is {(text.Contains('@', StringComparison.Ordinal) ? "no" : $"'{text}', which is no")} http(s) address; give one such as http://127.0.0.1:8000/v1.");
        // Not repeated: it may hold a password.
        return url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0 && !text.Contains('@', StringComparison.Ordinal)
            ? url
            : throw CommandFailure.Usage($"{name} has more than scheme, host and path; put a key into {instead}, in the environment or in .env.");
    }
}
