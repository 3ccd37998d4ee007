using System.Text.Json;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>
/// Checks every line of an input file as the real service does after a batch was created: all bad lines are listed.
/// Codes and texts are those recorded by ogx's batch tests (Aug 2025), unless a comment says otherwise.
/// </summary>
/// <param name="isAnyModel">Whether any name is a model and stands for itself: another server knows better.</param>
internal sealed class BatchValidation(InferenceEndpoint endpoint, SharedTexts shared, bool isAnyModel)
{
    private const int MaximumRequests = 50_000;

    private readonly List<BatchError> _errors = [];
    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);
    private string? _model;

    public static BatchError FileNotFound(string fileId) => new(
        "invalid_request", null, $"Cannot find file {fileId}, or organization org-local does not have access to it.", "file_id");

    public static BatchError NoJson(int line) => new("invalid_json_line", line, "This line is not parseable as valid JSON.", null);

    public static BatchError Missing(string name, int line) =>
        new("missing_required_parameter", line, $"Missing required parameter: '{name}'.", name);

    public ValidatedInput Check(string filePath, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var scanner = new LineScanner(stream);
        var requests = new List<InputRequest>();
        while (scanner.TryRead(out var line) && requests.Count <= MaximumRequests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.Trim(" \t\r"u8).IsEmpty) continue;
            requests.Add(new InputRequest(scanner.Offset, line.Length));
            CheckLine(line, scanner.Number, requests.Count - 1);
        }

        CheckCount(requests.Count);
        return new ValidatedInput(filePath, _model is null || isAnyModel ? _model : ModelObject.SnapshotOf(_model), requests, shared, _errors);
    }

    // The texts of both are inferred; only Azure's for an empty file is documented.
    private void CheckCount(int count)
    {
        if (count == 0)
            Add("empty_file", null, "The input file is empty. Please ensure that the batch contains at least one request.", null);
        else if (count > MaximumRequests)
            Add("too_many_requests", null, $"The input file has more than the maximum of {MaximumRequests} requests.", null);
    }

    private void CheckLine(ReadOnlySpan<byte> json, int number, int index)
    {
        InputLine line;
        try
        {
            line = InputLine.Read(json, shared, index);
        }
        catch (JsonException)
        {
            _errors.Add(NoJson(number));
            return;
        }

        CheckPresent(line.CustomId, "custom_id", number);
        CheckPresent(line.Method, "method", number);
        CheckPresent(line.Url, "url", number);
        CheckPresent(line.Body, "body", number);
        CheckEnvelope(line, number);
        if (line.Body is not null) CheckBody(line.Body, number);
    }

    private void CheckPresent(object? value, string name, int number)
    {
        if (value is null) _errors.Add(Missing(name, number));
    }

    // The error for another method is inferred; those of a duplicate and of a second model are Alibaba's copies of OpenAI's.
    private void CheckEnvelope(InputLine line, int number)
    {
        if (line.Method is not (null or "POST"))
            Add("invalid_method", number, $"The method '{line.Method}' is not supported by the Batch API. Only 'POST' is.", "method");
        if (line.Url is not null && line.Url != endpoint.Url)
            Add("invalid_url", number, "The URL provided for this request does not match the batch endpoint.", "url");
        if (line.CustomId is not null && !_customIds.Add(line.CustomId))
        {
            Add("duplicate_custom_id", number, $"The custom_id '{line.CustomId}' for this request is a duplicate of another request. "
                + "The custom_id parameter must be unique for each request in a batch.", "custom_id");
        }
    }

    private void CheckBody(RequestBody body, int number)
    {
        if (body.Streams)
            Add("streaming_unsupported", number, $"{endpoint.ApiName}: Streaming is not supported in the Batch API.", "body.stream");
        if (endpoint == InferenceEndpoint.Chat && !body.HasMessages)
            Add("invalid_request", number, "Messages parameter is required.", "body.messages");
        if (body.Model is null)
        {
            Add("invalid_request", number, "Model parameter is required.", "body.model");
        }
        else if (!isAnyModel && !ModelObject.Exists(body.Model))
        {
            Add("model_not_found", number, $"The provided model '{body.Model}' is not supported by the Batch API.", "body.model");
        }
        else if (body.Model != (_model ??= body.Model))
        {
            Add("mismatched_model", number, $"The model '{body.Model}' for this request does not match the rest of the batch. "
                + "Each batch must contain requests for a single model.", "body.model");
        }
    }

    private void Add(string code, int? line, string message, string? param) => _errors.Add(new BatchError(code, line, message, param));
}
