using System.Text.Json;

namespace CallForge.Domains;

/// <summary>
/// Finds mistakes in the JSON Schemas of a tool. A keyword that is not on the list is refused: a validator
/// would pass over it, and what the author meant by it would go unchecked.
/// </summary>
internal sealed class ToolSchema(string file, JsonLines lines, PackMistakes mistakes)
{
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private static readonly string[] Keywords =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "title", "description", "default",
        "examples", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "format",
        "minItems", "maxItems", "uniqueItems",
    ];

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
        if (schema.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(file, lines[pointer], "a JSON Schema must be an object such as {\"type\": \"string\"}.");
            return schema;
        }

        foreach (var keyword in schema.EnumerateObject())
            Keyword(schema, keyword, $"{pointer}/{keyword.Name}");
        return schema;
    }

    private void Keyword(JsonElement schema, JsonProperty keyword, string pointer)
    {
        switch (keyword.Name)
        {
            case "type": Type(keyword.Value, pointer); break;
            case "properties": Each(keyword.Value, JsonValueKind.Object, pointer); break;
            case "anyOf": Each(keyword.Value, JsonValueKind.Array, pointer); break;
            case "items": Value(keyword.Value, pointer); break;
            case "required": Required(schema, keyword.Value, pointer); break;
            case var name when !Keywords.Contains(name):
                mistakes.Add(file, lines[pointer], $"the schema keyword '{name}' is not supported; {NearestName.Remedy(name, Keywords)}");
                break;
        }
    }

    private void Type(JsonElement type, string pointer)
    {
        foreach (var name in type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : Enumerable.Repeat(type, 1))
        {
            var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText();
            if (!Types.Contains(text)) mistakes.Add(file, lines[pointer], $"the type '{text}' is unknown; {NearestName.Remedy(text, Types)}");
        }
    }

    private void Each(JsonElement schemas, JsonValueKind kind, string pointer)
    {
        if (schemas.ValueKind != kind)
            mistakes.Add(file, lines[pointer], $"here must be an {kind.ToString().ToLowerInvariant()} of schemas.");
        else if (kind == JsonValueKind.Object)
            foreach (var property in schemas.EnumerateObject()) Value(property.Value, $"{pointer}/{property.Name}");
        else
            foreach (var (schema, i) in schemas.EnumerateArray().Select((schema, i) => (schema, i))) Value(schema, $"{pointer}/{i}");
    }

    private void Required(JsonElement schema, JsonElement required, string pointer)
    {
        if (required.ValueKind != JsonValueKind.Array || required.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            mistakes.Add(file, lines[pointer], "'required' must be a list of property names.");
            return;
        }

        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToList() : [];
        foreach (var (name, i) in required.EnumerateArray().Select((name, i) => (name.GetString()!, i)))
        {
            if (known.Contains(name)) continue;
            var remedy = NearestName.Remedy(name, known);
            mistakes.Add(file, lines[$"{pointer}/{i}"], $"'required' names '{name}', which 'properties' does not have; {remedy}");
        }
    }
}
