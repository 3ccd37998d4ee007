using System.Text.Json;
using System.Text.RegularExpressions;

namespace CallForge.Retrieve;

/// <summary>
/// One line of a batch's output or error file: a transcript, or why there is none. What comes over the wire is told in
/// docs/results.md, with the source of each case.
/// </summary>
/// <param name="CustomId">Null if even that could not be read.</param>
/// <param name="Transcript">Null if the line has no usable text.</param>
/// <param name="Failure">Null if it has.</param>
/// <param name="Usage">The wire's <c>usage</c> object as it came; what failed may still have been billed.</param>
internal sealed partial record ResultLine(string? CustomId, string? Model, string? Transcript, ResultFailure? Failure, JsonElement? Usage)
{
    public static ResultLine Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Read(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            var id = CustomIdPattern().Match(System.Text.Encoding.UTF8.GetString(line.Span));
            return new ResultLine(id.Success ? id.Groups[1].Value : null, null, null, new ResultFailure(ResultFailure.MalformedLine, exception.Message), null);
        }
    }

    private static ResultLine Read(JsonElement line)
    {
        var customId = line.GetProperty("custom_id").GetString();
        if (line.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
            return new ResultLine(customId, null, null, ResultFailure.OfLine(error), null);
        if (!line.TryGetProperty("response", out var response) || response.ValueKind != JsonValueKind.Object)
            return new ResultLine(customId, null, null, new ResultFailure(ResultFailure.NoResponse, "The line has neither a response nor an error."), null);

        var status = response.TryGetProperty("status_code", out var code) && code.TryGetInt32(out var number) ? number : 0;
        var body = response.TryGetProperty("body", out var value) ? value : default;
        if (status != 200) return new ResultLine(customId, null, null, ResultFailure.OfStatus(status, body), null);

        var answer = Answer.Read(body);
        return new ResultLine(customId, answer.Model, answer.Text, answer.Failure, answer.Usage);
    }

    [GeneratedRegex("\"custom_id\"\\s*:\\s*\"([^\"\\\\]{1,256})\"")]
    private static partial Regex CustomIdPattern();
}
