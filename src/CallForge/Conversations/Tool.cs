using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>A function the assistant can call.</summary>
/// <param name="Parameters">JSON Schema of the arguments.</param>
/// <param name="Returns">JSON Schema of the response; told to the teacher, never to the trained model.</param>
internal sealed record Tool(string Name, string Description, JsonElement Parameters, JsonElement Returns)
{
    /// <summary>Whether <see cref="Returns"/> admits a string, such as the id of something new.</summary>
    public bool MayReturnString { get; } = AdmitsString(Returns);

    public IReadOnlyList<string> ParameterNames => [.. Parameters.GetProperty("properties").EnumerateObject().Select(parameter => parameter.Name)];

    public bool IsRequired(string parameter) =>
        Parameters.TryGetProperty("required", out var required) && required.EnumerateArray().Any(name => name.ValueEquals(parameter));

    private static bool AdmitsString(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return false;
        if (schema.TryGetProperty("type", out var type))
            return type.ValueKind == JsonValueKind.String ? type.ValueEquals("string") : type.EnumerateArray().Any(one => one.ValueEquals("string"));
        return schema.TryGetProperty("anyOf", out var any) && any.EnumerateArray().Any(AdmitsString);
    }
}
