using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>
/// What a service says went wrong, in its own words: OpenAI's and Azure's <c>error</c>, vLLM's flat object, FastAPI's
/// <c>detail</c>, a bare text, a list of any of them. Bounded, on one line, without control characters.
/// </summary>
internal static class ServiceSentence
{
    private const int MaxLength = 600;
    private const int MaxDepth = 4;
    private const int MaxItems = 3;

    private static readonly string[] Sentences = ["message", "msg", "detail", "details", "error_description", "reason", "title"];
    private static readonly string[] Wrappers = ["error", "errors", "data", "innererror", "inner_error", "body"];

    /// <summary>Null if there is no sentence in it.</summary>
    public static ApiError? Read(JsonElement body, int depth = 0) => depth > MaxDepth ? null : body.ValueKind switch
    {
        JsonValueKind.String when Excerpt(body.GetString()!, MaxLength) is { Length: > 0 } text => new ApiError(text, null, null, null),
        JsonValueKind.Array => OfList([.. body.EnumerateArray().Take(MaxItems).Select(item => Read(item, depth + 1)).OfType<ApiError>()]),
        JsonValueKind.Object => OfObject(body, depth),
        _ => null,
    };

    /// <summary>
    /// Whether an <c>error</c> says nothing: null, <c>""</c>, <c>{}</c>, or nothing but those. Services write one beside
    /// an answer that is good.
    /// </summary>
    public static bool IsEmpty(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(error.GetString()),
        JsonValueKind.Object => error.EnumerateObject().All(member => IsEmpty(member.Value)),
        JsonValueKind.Array => error.EnumerateArray().All(IsEmpty),
        _ => false,
    };

    /// <summary>The beginning of a text of others, as one line that nothing takes for a command.</summary>
    public static string Excerpt(string text, int maxLength)
    {
        var excerpt = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
            if (!isBlank) excerpt.Append(rune.ToString());
            else if (excerpt.Length > 0 && excerpt[^1] != ' ') excerpt.Append(' ');
            if (excerpt.Length > maxLength) return $"{excerpt.ToString(0, maxLength - (char.IsHighSurrogate(excerpt[maxLength - 1]) ? 1 : 0))}…";
        }

        return excerpt.ToString().TrimEnd();
    }

    private static ApiError? OfObject(JsonElement body, int depth)
    {
        var inner = Wrappers.Select(name => Member(body, name) is { } value ? Read(value, depth + 1) : null).OfType<ApiError>().FirstOrDefault();
        // The error of an envelope, else what the object itself says; a bare error beside a message is but its name.
        var sentence = inner is not null && Member(body, "error") is { ValueKind: not JsonValueKind.String } ? null : Sentences.Select(name => Member(body, name) is { } value ? Read(value, depth + 1) : null).OfType<ApiError>().FirstOrDefault();
        if ((sentence ?? inner) is not { } said) return null;
        var place = Member(body, "loc") is { ValueKind: JsonValueKind.Array } steps ? $" ({string.Join('.', steps.EnumerateArray().Select(step => Excerpt(step.ToString(), 40)))})" : "";
        return new ApiError(
            $"{said.Message}{place}", said.Type ?? Scalar(body, "type"), said.Param ?? Scalar(body, "param"),
            (sentence is null ? said.Code : null) ?? Scalar(body, "code") ?? said.Code);
    }

    private static ApiError? OfList(List<ApiError> errors) => errors is [var first, ..]
        ? first with { Message = Excerpt(string.Join("; ", errors.Select(error => error.Message)), MaxLength) }
        : null;

    private static JsonElement? Member(JsonElement body, string name) => body.TryGetProperty(name, out var value) && !IsEmpty(value) ? value : null;

    private static string? Scalar(JsonElement body, string name) => Member(body, name) switch
    {
        { ValueKind: JsonValueKind.String or JsonValueKind.Number } value => Excerpt(value.ToString(), 100),
        _ => null,
    };
}
