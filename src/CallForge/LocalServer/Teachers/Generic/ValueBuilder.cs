using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>A place that wants a value.</summary>
/// <param name="Kind">What kind of thing it is part of.</param>
/// <param name="Owner">The object it is part of, as far as it is made.</param>
internal sealed record Field(string Name, Schema Schema, string Kind, JsonObject? Owner, bool IsInList, int Depth);

/// <summary>A value that is known, from the call or from what was said before.</summary>
internal readonly record struct Known(JsonNode? Value);

/// <summary>
/// Makes a value of any schema, asking first whether one is known. Schemas come from packs of anybody: depth and number
/// of values are bounded, whatever is in them.
/// </summary>
internal sealed class ValueBuilder(PlainValues values, SeededRandom random, Func<Field, Known?> known, Func<Field, bool> wants)
{
    private const int MostValues = 400;
    private const int DeepestOptional = 6;
    private const int Deepest = 24;

    private int _left = MostValues;

    /// <summary>Of a number the bounds its filters set, such as <c>max_price</c>; of a list, how many it may hold.</summary>
    public Func<Field, (decimal? Least, decimal? Most)> Bounds { get; init; } = _ => default;

    public JsonNode? Build(Field field)
    {
        _left--;
        if (known(field) is { } value && SchemaCheck.IsValid(value.Value, field.Schema)) return value.Value?.DeepClone();
        var schema = Variant(field.Schema, field.Depth);
        if (schema.IsNullable && random.Chance(25)) return null;
        return schema.Const is null && schema.Enum.Count == 0 && field.Depth < Deepest
            ? schema.Types.FirstOrDefault(type => type != "null") switch
            {
                "object" => Object(field, schema),
                "array" => Array(field, schema),
                _ => Draw(field, schema),
            }
            : Draw(field, schema);
    }

    private JsonNode? Draw(Field field, Schema schema)
    {
        var (least, most) = Bounds(field);
        return values.Draw(field.Name, schema, field.Kind, least, most);
    }

    private Schema Variant(Schema schema, int depth)
    {
        for (; schema.AnyOf is { Count: > 0 } all && depth < Deepest; depth++)
        {
            var good = all.Where(one => !one.IsError && one.Types is not ["null"]).ToList();
            schema = schema.With(good.Count > 0 ? random.Pick(good) : all[0]);
        }

        return schema;
    }

    // Ids first, for they tell what else is known; then lists, for totals speak of them.
    private JsonObject Object(Field field, Schema schema)
    {
        var (owner, required) = (new JsonObject(), schema.Required.ToHashSet());
        var wanted = schema.Properties.Select(property => field with { Name = property.Name, Schema = property.Schema, Owner = owner, Depth = field.Depth + 1 })
            .Where(part => required.Contains(part.Name) || (part.Depth <= DeepestOptional && _left > 0 && wants(part))).ToList();
        foreach (var part in wanted.OrderBy(part => NameWords.IsId(part.Name) ? 0 : part.Schema.Types.Contains("array") ? 1 : 2))
            owner[part.Name] = Build(IsNested(part.Schema) ? part with { Kind = NameWords.Kind(part.Name, field.Kind) } : part);
        var ordered = new JsonObject();
        foreach (var part in wanted)
        {
            var value = owner[part.Name];
            owner.Remove(part.Name);
            ordered[part.Name] = value;
        }

        return ordered;
    }

    private static bool IsNested(Schema schema) => schema.Types.Contains("object") || schema.Types.Contains("array") || schema.AnyOf.Any(IsNested);

    private JsonArray Array(Field field, Schema schema)
    {
        var items = new JsonArray();
        if (schema.Items is not { } each) return items;
        var count = Count(field, schema);
        var part = field with { Schema = each, Name = NameWords.IsIdList(field.Name) ? field.Name[..^1] : field.Name, IsInList = true, Depth = field.Depth + 1 };
        var (seen, names) = (new HashSet<string>(), new HashSet<string>());
        for (var tries = 0; items.Count < count && tries < count + 10 && _left > 0; tries++)
        {
            var item = Build(part);
            var isNew = seen.Add(Json.Write(item)) && (Things.DisplayName(item as JsonObject) is not { } name || names.Add(name));
            if (isNew || (tries >= count + 5 && !schema.IsUnique)) items.Add(item);
        }

        return items;
    }

    private int Count(Field field, Schema schema)
    {
        var few = field.IsInList || field.Depth > 2 ? 1 + random.Next(2) : 2 + random.Next(3);
        if (Bounds(field).Most is { } most) few = (int)Math.Min(few, most);
        return Math.Clamp(few, Math.Min(schema.Count("minItems", 0), 60), Math.Max(schema.Count("maxItems", 60), Math.Min(schema.Count("minItems", 0), 60)));
    }
}
