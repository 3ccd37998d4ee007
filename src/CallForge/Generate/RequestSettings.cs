using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CallForge.Files;

namespace CallForge.Generate;

/// <summary>What is asked of the model beside the prompt. What is null adds no byte to a request, and none to the run id.</summary>
/// <param name="TokenLimitField">What the limit of an answer is called in chat bodies; null for <c>max_completion_tokens</c>.</param>
/// <param name="ExtraBody">Members for the body of every request, as a JSON object on one line.</param>
internal sealed record RequestSettings(string? TokenLimitField, double? Temperature, double? TopP, string? ExtraBody)
{
    public const string StandardLimitField = "max_completion_tokens";

    public static readonly RequestSettings None = new(null, null, null, null);

    /// <summary>What the program decides itself, or what would make more of a request than one conversation.</summary>
    private static readonly string[] NotExtra = ["model", "messages", "input", "instructions", "prompt_cache_options", "stream", "stream_options", "n", "background", "conversation", "previous_response_id"];

    public static RequestSettings Of(RunFile run) => new(run.TokenLimitField, run.Temperature, run.TopP, run.ExtraBody is { } extra ? OneLine(extra) : null);

    /// <summary>For the end of a body, each with a comma in front.</summary>
    public string Members() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Temperature is { } temperature ? $",\"temperature\":{temperature:R}" : "")}")
        + string.Create(CultureInfo.InvariantCulture, $"{(TopP is { } topP ? $",\"top_p\":{topP:R}" : "")}")
        + (ExtraBody is { Length: > 2 } extra ? $",{extra[1..^1]}" : "");

    /// <summary>As they are given on a command line.</summary>
    public IEnumerable<(string Name, string Value)> Words()
    {
        if (TokenLimitField is { } field) yield return ("--token-limit-field", field);
        if (Temperature is { } temperature) yield return ("--temperature", temperature.ToString("R", CultureInfo.InvariantCulture));
        if (TopP is { } topP) yield return ("--top-p", topP.ToString("R", CultureInfo.InvariantCulture));
        if (ExtraBody is { } extra) yield return ("--extra-body", extra);
    }

    /// <summary>The object on one line: a line break in it would end the request.</summary>
    /// <exception cref="FormatException">It is none, or has something in it that it must not have.</exception>
    public static string ParseExtra(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("is no JSON object");
            var names = json.RootElement.EnumerateObject().Select(member => member.Name).ToList();
            if (names.FirstOrDefault(NotExtra.Contains) is { } taken) throw new FormatException($"has '{taken}', which the program sets itself");
            if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new FormatException($"has '{twice.Key}' twice");
            var line = OneLine(json.RootElement);
            return line.Contains("scenario>", StringComparison.Ordinal) ? throw new FormatException("has the tag of a scenario in it") : line;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"is no JSON object ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    /// <summary>A member that another option gives, or that the endpoint has anyway; null if there is none.</summary>
    public string? Contradiction(GenerateOptions options)
    {
        if (ExtraBody is null) return null;
        var body = options.Endpoint == OpenAI.Endpoint.Responses
            ? new[] { "store", options.MaxOutputTokens is null ? null : "max_output_tokens", options.ReasoningEffort is null ? null : "reasoning" }
            : [options.MaxOutputTokens is null ? null : TokenLimitField ?? StandardLimitField, options.ReasoningEffort is null ? null : "reasoning_effort"];
        string?[] given = [.. body, Temperature is null ? null : "temperature", TopP is null ? null : "top_p"];
        using var json = JsonDocument.Parse(ExtraBody);
        return json.RootElement.EnumerateObject().Select(member => member.Name).FirstOrDefault(given.Contains);
    }

    private static string OneLine(JsonElement json)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) json.WriteTo(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
