using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>A JSON Schema with the keywords that packs may use. What is malformed in it counts as absent.</summary>
internal readonly record struct Schema(JsonElement Element)
{
    private static readonly string[] Errors = ["error", "errors", "error_code", "error_message"];

    public string Description => Text("description") ?? "";

    public string? Title => Text("title");

    public string? Format => Text("format");

    public string? Pattern => Text("pattern");

    public IEnumerable<(string Name, Schema Schema)> Properties =>
        Find("properties", JsonValueKind.Object) is { } all ? all.EnumerateObject().Select(one => (one.Name, new Schema(one.Value))) : [];

    public IEnumerable<string> Required =>
        Find("required", JsonValueKind.Array) is { } all ? all.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!) : [];

    public IReadOnlyList<JsonElement> Enum => Find("enum", JsonValueKind.Array) is { } all ? [.. all.EnumerateArray()] : [];

    public JsonElement? Const => Find("const");

    public IEnumerable<JsonElement> Examples =>
        (Find("examples", JsonValueKind.Array) is { } all ? all.EnumerateArray() : Enumerable.Empty<JsonElement>()).Concat(Find("default") is { } one ? [one] : []);

    public IReadOnlyList<Schema> AnyOf => Find("anyOf", JsonValueKind.Array) is { } all ? [.. all.EnumerateArray().Select(one => new Schema(one))] : [];

    public Schema? Items => Find("items", JsonValueKind.Object) is { } items ? new Schema(items) : null;

    public bool IsClosed => Find("additionalProperties") is { ValueKind: JsonValueKind.False };

    public bool IsUnique => Find("uniqueItems") is { ValueKind: JsonValueKind.True };

    /// <summary>The types it names, else those its keywords speak of; none if anything goes.</summary>
    public IReadOnlyList<string> Types => Find("type") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        _ => Find("properties") is not null ? ["object"] : Find("items") is not null ? ["array"] : Pattern is not null || Format is not null ? ["string"] : [],
    };

    public bool IsNullable => Types.Contains("null") || AnyOf.Any(one => one.Types.Contains("null")) || Enum.Any(one => one.ValueKind == JsonValueKind.Null);

    /// <summary>Whether this is the shape of a failure: <c>{"error": …}</c>.</summary>
    public bool IsError
    {
        get
        {
            var (names, required) = (Properties.Select(property => property.Name).ToList(), Required.ToList());
            return names.Any(name => Errors.Contains(name) && (required.Contains(name) || names.Count == 1));
        }
    }

    public decimal? Number(string keyword) => Find(keyword, JsonValueKind.Number) is { } number && number.TryGetDecimal(out var value) ? value : null;

    /// <summary>A keyword that counts; what is beyond all reason is cut.</summary>
    public int Count(string keyword, int otherwise) => Number(keyword) is { } number ? (int)Math.Clamp(number, 0, 100_000) : otherwise;

    /// <summary>One of the variants with what stands beside <c>anyOf</c> added to it.</summary>
    public Schema With(Schema variant)
    {
        if (variant.Element.ValueKind != JsonValueKind.Object || Element.EnumerateObject().All(one => one.Name is "anyOf" or "title" or "description")) return variant;
        var merged = new JsonObject();
        foreach (var keyword in Element.EnumerateObject())
            if (keyword.Name != "anyOf") merged[keyword.Name] = JsonNode.Parse(keyword.Value.GetRawText());
        foreach (var keyword in variant.Element.EnumerateObject())
        {
            var own = JsonNode.Parse(keyword.Value.GetRawText());
            if (keyword.Name == "properties" && own is JsonObject added && merged["properties"] is JsonObject properties)
                foreach (var (name, property) in added.ToList()) properties[name] = property?.DeepClone();
            else if (keyword.Name == "required" && own is JsonArray more && merged["required"] is JsonArray required)
                foreach (var name in more.ToList()) required.Add(name?.DeepClone());
            else merged[keyword.Name] = own;
        }

        return new Schema(JsonDocument.Parse(Json.Write(merged)).RootElement);
    }

    private string? Text(string keyword) => Find(keyword, JsonValueKind.String)?.GetString();

    private JsonElement? Find(string keyword, JsonValueKind kind) => Find(keyword) is { } value && value.ValueKind == kind ? value : null;

    private JsonElement? Find(string keyword) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(keyword, out var value) ? value : null;
}
