using System.Text.Json;
using CallForge.Text.Schemas;

namespace CallForge.Domains;

/// <summary>Tells the mistakes in the JSON Schemas of a tool with file and line.</summary>
internal sealed class ToolSchema(string file, JsonLines lines, PackMistakes mistakes)
{
    /// <summary>The schema of a call's arguments, which are always an object.</summary>
    public JsonElement Arguments(JsonElement schema, string pointer)
    {
        var isObject = schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object")
            && schema.TryGetProperty("properties", out _);
        if (isObject) return Value(schema, pointer);
        mistakes.Add(file, lines[pointer], "'parameters' must be a JSON Schema of an object: {\"type\": \"object\", \"properties\": {…}}.");
        return schema;
    }

    public JsonElement Value(JsonElement schema, string pointer)
    {
        // 'true' and 'false' are schemas, but no description of what a function takes or returns.
        if (schema.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(file, lines[pointer], "a JSON Schema must be an object such as {\"type\": \"string\"}.");
            return schema;
        }

        foreach (var mistake in CompiledSchema.Compile(schema).Mistakes)
            mistakes.Add(file, lines[pointer + mistake.Pointer], Sentence(mistake));
        return schema;
    }

    private static string Sentence(SchemaMistake mistake) =>
        mistake.Unknown is null ? mistake.Says : $"{mistake.Says} {NearestName.Remedy(mistake.Unknown, mistake.Known ?? [])}";
}
