using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>A function the assistant can call.</summary>
/// <param name="Parameters">JSON Schema of the arguments.</param>
/// <param name="Returns">JSON Schema of the response; told to the teacher, never to the trained model.</param>
internal sealed record Tool(string Name, string Description, JsonElement Parameters, JsonElement Returns)
{
    /// <summary>Whether <see cref="Returns"/> admits a string, such as the id of something new.</summary>
    public bool MayReturnString { get; } = Admits(Returns, default, "string", ifUnsaid: false);

    public IReadOnlyList<string> ParameterNames => [.. Parameters.GetProperty("properties").EnumerateObject().Select(parameter => parameter.Name)];

    public bool IsRequired(string parameter) =>
        Parameters.TryGetProperty("required", out var required) && required.EnumerateArray().Any(name => name.ValueEquals(parameter));

    /// <summary>Whether <see cref="Returns"/> admits a list.</summary>
    public bool MayReturnList { get; } = Admits(Returns, default, "array", ifUnsaid: true);

    /// <summary>Whether a value is of a type that <see cref="Returns"/> admits and has its required keys; nothing deeper is looked at.</summary>
    public bool MayReturn(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = RepeatedKeys.ReaderOptions.MaxDepth });
        var value = document.RootElement;
        var type = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return Admits(Returns, value, type, ifUnsaid: true) || type == "integer" && Admits(Returns, value, "number", ifUnsaid: true);
    }

    private static bool Admits(JsonElement schema, JsonElement value, string wanted, bool ifUnsaid)
    {
        if (schema.ValueKind != JsonValueKind.Object) return ifUnsaid;
        if (schema.TryGetProperty("type", out var type))
            return (type.ValueKind == JsonValueKind.String ? type.ValueEquals(wanted) : type.EnumerateArray().Any(one => one.ValueEquals(wanted))) && HasRequired(schema, value);
        return schema.TryGetProperty("anyOf", out var any) ? any.EnumerateArray().Any(one => Admits(one, value, wanted, ifUnsaid)) : ifUnsaid;
    }

    private static bool HasRequired(JsonElement schema, JsonElement value) =>
        value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("required", out var keys) || keys.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _));
}
