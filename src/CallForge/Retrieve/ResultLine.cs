using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.OpenAI;

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
    public static ResultLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return Read(WireObject.Read(line));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            var id = CustomIdPattern().Match(Encoding.UTF8.GetString(line));
            return new ResultLine(id.Success ? id.Groups[1].Value : null, null, null, new ResultFailure(ResultFailure.MalformedLine, exception.Message), null);
        }
    }

    private static ResultLine Read(WireObject line)
    {
        var customId = line.Members["custom_id"].GetString();
        if (line.Members.TryGetValue("error", out var error) && error.ValueKind is not JsonValueKind.Null)
            return new ResultLine(customId, null, null, ResultFailure.OfLine(error), null);
        if (line.Object("response") is not { } response)
            return new ResultLine(customId, null, null, new ResultFailure(ResultFailure.NoResponse, "The line has neither a response nor an error."), null);

        var status = response.Members.TryGetValue("status_code", out var code) && code.TryGetInt32(out var number) ? number : 0;
        if (status != 200) return new ResultLine(customId, null, null, ResultFailure.OfStatus(status, response.Object("body")), null);

        var answer = Answer.Read(response.Object("body"));
        return new ResultLine(customId, answer.Model, answer.Text, answer.Failure, answer.Usage);
    }

    [GeneratedRegex("\"custom_id\"\\s*:\\s*\"([^\"\\\\]{1,256})\"")]
    private static partial Regex CustomIdPattern();
}
