using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>A failure whose message says what its code says.</summary>
internal sealed class ErrorMaker(PlainValues values, SeededRandom random, CallPlan call)
{
    private string? _code;

    public JsonNode? Make(Schema schema) =>
        new ValueBuilder(values, random, Known, _ => true).Build(new Field("error", schema, "error", null, false, 0));

    private Known? Known(Field field)
    {
        if (field.Depth == 0 || field.Schema.Types.Contains("object")) return null;
        if (call.Arguments.TryGetPropertyValue(field.Name, out var given) && given is not null) return new Known(given);
        if (NameWords.Split(field.Name)[^1] is "code" or "type" or "reason")
        {
            var drawn = Json.Text(values.Draw(field.Name, field.Schema, "error"));
            _code ??= drawn;
            return drawn is null ? null : new Known(Json.Of(drawn));
        }

        return NameWords.Split(field.Name)[^1] is "message" or "error" or "detail" or "details" or "description" && field.Schema.Enum.Count == 0 ? new Known(Json.Of(Message())) : null;
    }

    private string Message()
    {
        var words = string.Join(' ', NameWords.Split((_code ?? "not_available").ToLowerInvariant()));
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
    }
}
