using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>A request that is answered with an error.</summary>
internal sealed record Refusal(int Status, ApiError Error)
{
    private const string InvalidRequest = "invalid_request_error";

    public static Refusal BadRequest(string message, string? param = null, string? code = null) =>
        new(400, new ApiError(message, InvalidRequest, param, code));

    public static Refusal Missing(string parameter) =>
        BadRequest($"Missing required parameter: '{parameter}'.", parameter, "missing_required_parameter");

    public static Refusal NotFound(string message, string? param = null, string? code = null) =>
        new(404, new ApiError(message, InvalidRequest, param, code));

    public static Refusal Conflict(string message) => new(409, new ApiError(message, InvalidRequest, null, null));

    public static Refusal Unauthorized(string message) => new(401, new ApiError(message, InvalidRequest, null, "invalid_api_key"));

    public static Refusal MethodNotAllowed(string message) => new(405, new ApiError(message, InvalidRequest, null, "method_not_supported"));

    public static Refusal ServerError(string message) => new(500, new ApiError(message, "server_error", null, null));

    public static Refusal UnreadableJson { get; } =
        BadRequest("We could not parse the JSON body of your request. The OpenAI API expects a JSON payload.");
}

internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Error.Message)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>Errors of <c>/v1/files</c> say it twice (recorded).</summary>
internal sealed record FileErrorReply(ApiError Error, FileErrorDetail Detail);

internal sealed record FileErrorDetail(string? Message, string? Code);
