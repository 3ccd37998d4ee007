using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer.Faults;

/// <summary>The short names by which calls are aimed at.</summary>
internal static class CallName
{
    public const string Any = "any";

    private const string Other = "other";

    public static IReadOnlyList<string> All { get; } =
        ["upload", "create", "get", "list", "cancel", "download", "delete", "file", "answer", Any];

    public static string Of(HttpRequest request) =>
        (request.Method, request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("POST", ["v1", "files"]) => "upload",
            ("POST", ["v1", "batches"]) => "create",
            ("GET", ["v1", "batches"]) => "list",
            ("GET", ["v1", "batches", _]) => "get",
            ("POST", ["v1", "batches", _, "cancel"]) => "cancel",
            ("GET", ["v1", "files", _, "content"]) => "download",
            ("GET", ["v1", "files", _]) => "file",
            ("DELETE", ["v1", "files", _]) => "delete",
            ("POST", ["v1", "responses"] or ["v1", "chat", "completions"]) => "answer",
            _ => Other,
        };
}
