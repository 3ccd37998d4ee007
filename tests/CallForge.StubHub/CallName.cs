namespace CallForge.StubHub;

/// <summary>What a request is for, by which faults and counts name it.</summary>
internal static class CallName
{
    public static string Of(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", "whoami-v2"] => "whoami",
            ["api", "repos", "create"] => "create",
            ["api", "datasets", _, _] or ["api", "datasets", _, _, "revision", _] => "look",
            ["api", "datasets", _, _, var call, ..] => call,
            ["datasets", _, _, "info", "lfs", "objects", "batch"] => "lfs-batch",
            ["datasets", _, _, "info", "lfs", "objects", "verify"] => "verify",
            ["datasets", _, _, "resolve", ..] => "resolve",
            ["storage", var call, ..] => call,
            _ => "unknown",
        };
    }
}
