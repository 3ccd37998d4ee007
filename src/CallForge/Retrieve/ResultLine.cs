using System.Globalization;
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
            return Read(WireObject.Read(WithoutMark(line)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            var id = CustomIdPattern().Match(Encoding.UTF8.GetString(line));
            return new ResultLine(id.Success ? id.Groups[1].Value : null, null, null, new ResultFailure(ResultFailure.MalformedLine, exception.Message), null);
        }
    }

    /// <summary>Only whose line it is; null if it is no whole line.</summary>
    public static string? IdOf(ReadOnlySpan<byte> line)
    {
        try
        {
            string? id = null;
            var reader = new Utf8JsonReader(WithoutMark(line));
            while (reader.Read())
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("custom_id"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                    id = reader.GetString();
            return id;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A byte order mark stands before the first line of some files.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? line[3..] : line;

    private static ResultLine Read(WireObject line)
    {
        var customId = line.Members["custom_id"].GetString();
        if (line.Members.TryGetValue("error", out var error) && !ServiceSentence.IsEmpty(error))
            return new ResultLine(customId, null, null, ResultFailure.OfLine(error), null);
        if (line.Object("response") is not { } response)
            return new ResultLine(customId, null, null, new ResultFailure(ResultFailure.NoResponse, "The line has neither a response nor an error."), null);

        if (StatusOf(response) is var status and not (>= 200 and < 300)) return new ResultLine(customId, null, null, ResultFailure.OfStatus(status, response), null);

        var answer = Answer.Read(response.Object("body"));
        return new ResultLine(customId, answer.Model, answer.Text, answer.Failure, answer.Usage);
    }

    /// <summary>Services write it as a number, as a string, or not at all where there is a body.</summary>
    private static int StatusOf(WireObject response) => response.Members.GetValueOrDefault("status_code") switch
    {
        { ValueKind: JsonValueKind.Number or JsonValueKind.String } code when decimal.TryParse(code.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1000 => (int)number,
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } when response.Object("body") is not null => 200,
        _ => 0,
    };

    [GeneratedRegex("\"custom_id\"\\s*:\\s*\"([^\"\\\\]{1,256})\"")]
    private static partial Regex CustomIdPattern();
}
