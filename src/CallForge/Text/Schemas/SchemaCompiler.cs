using System.Text;
using CallForge.Text.Json;

namespace CallForge.Text.Schemas;

/// <summary>
/// Makes rules of a schema document, or tells its mistakes. A keyword that is not on the list is refused: a validator would
/// pass over it, and what the author meant by it would go unchecked.
/// </summary>
internal sealed class SchemaCompiler
{
    private const int MaxDigits = 28;

    private static readonly string[] Remarks =
    [
        "title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "$comment", "$schema",
    ];

    private static readonly string[] Keywords =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "oneOf", "allOf", "not", "$ref", "$defs",
        "definitions", "nullable", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
        "pattern", "format", "prefixItems", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", .. Remarks,
    ];

    private static readonly string[] DefinitionKeys = ["$defs", "definitions"];

    private readonly JsonTape _schema = new();
    private readonly Dictionary<int, SchemaRule> _rules = [];
    private readonly Queue<(int Node, SchemaRule Rule, SchemaPlace Place)> _waiting = new();
    private readonly List<(int Node, SchemaMistake Mistake)> _mistakes = [];
    private readonly bool _isJson;

    public SchemaCompiler(ReadOnlyMemory<byte> json) => _isJson = _schema.Read(json);

    /// <summary>Whether a schema judges a value alone, as one of several variants, or as one of several parts.</summary>
    private enum SchemaPlace
    {
        Alone,
        Variant,
        Part,
    }

    public SchemaReading Compile()
    {
        if (!_isJson) return new SchemaReading(null, [new SchemaMistake("", $"this is not JSON in UTF-8 of at most {JsonTape.MaxDepth} levels.")]);
        var root = Rule(0, SchemaPlace.Alone);
        // A queue, not a recursion: a chain of references may be as long as the document.
        while (_waiting.TryDequeue(out var next)) Fill(next.Node, next.Rule, next.Place);
        if (_mistakes.TrueForAll(mistake => mistake.Mistake.IsDoubt) && SchemaLoops.Find(_rules.Values) is { } loop) Mistake(loop.Rule.Node, loop.Says);
        var mistakes = _mistakes.OrderBy(mistake => mistake.Node).Select(mistake => mistake.Mistake).ToList();
        return new SchemaReading(mistakes.TrueForAll(mistake => mistake.IsDoubt) ? new CompiledSchema(_schema, root) : null, mistakes);
    }

    private SchemaRule Rule(int node, SchemaPlace place)
    {
        if (_rules.TryGetValue(node, out var known)) return known;
        var rule = new SchemaRule(node);
        _rules.Add(node, rule);
        _waiting.Enqueue((node, rule, place));
        return rule;
    }

    private void Fill(int node, SchemaRule rule, SchemaPlace place)
    {
        rule.IsNever = _schema.Kind(node) == JsonKind.False;
        if (_schema.Kind(node) is JsonKind.False or JsonKind.True) return;
        if (_schema.Kind(node) != JsonKind.Object)
        {
            Mistake(node, "a JSON Schema must be an object such as {\"type\": \"string\"}.");
            return;
        }

        foreach (var keyword in Children(node)) Fill(rule, Text(_schema.Name(keyword)), keyword);
        Required(node, rule, place);
    }

    private void Fill(SchemaRule rule, string keyword, int node)
    {
        switch (keyword)
        {
            case "type": rule.Types = Types(node); break;
            case "nullable": rule.IsNullable = Flag(node, keyword); break;
            case "$ref": rule.Reference = Reference(node); break;
            case "allOf": rule.AllOf = List(node, SchemaPlace.Part); break;
            case "anyOf": rule.AnyOf = List(node, SchemaPlace.Variant); break;
            case "oneOf": rule.OneOf = List(node, SchemaPlace.Variant); break;
            case "not": rule.Not = Rule(node, SchemaPlace.Part); break;
            case "$defs" or "definitions": Named(node); break;
            case "properties": rule.Properties = [.. Named(node).Select(property => new SchemaProperty(property.Name, property.Rule, false))]; break;
            case "additionalProperties": rule.AdditionalProperties = Rule(node, SchemaPlace.Alone); break;
            case "items": rule.Items = Items(node); break;
            case "prefixItems": rule.PrefixItems = List(node, SchemaPlace.Alone); break;
            case "uniqueItems": rule.HasUniqueItems = Flag(node, keyword); break;
            case "enum": if (Is(node, JsonKind.Array, "'enum' must be a list of values.")) rule.Enum = node; break;
            case "const": rule.Const = node; break;
            case "minLength": rule.TextLength = rule.TextLength with { Least = Count(node, keyword) }; break;
            case "maxLength": rule.TextLength = rule.TextLength with { Most = Count(node, keyword) }; break;
            case "minItems": rule.ItemCount = rule.ItemCount with { Least = Count(node, keyword) }; break;
            case "maxItems": rule.ItemCount = rule.ItemCount with { Most = Count(node, keyword) }; break;
            case "minProperties": rule.PropertyCount = rule.PropertyCount with { Least = Count(node, keyword) }; break;
            case "maxProperties": rule.PropertyCount = rule.PropertyCount with { Most = Count(node, keyword) }; break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf": rule.Bounds = [.. rule.Bounds, .. Bound(node, keyword)]; break;
            case "pattern": rule.Pattern = Pattern(node); break;
            case "format": if (Is(node, JsonKind.String, "'format' must be a text.")) rule.Format = SchemaFormat.Find(Text(_schema.Text(node))); break;
            case "required": break; // Once the properties are known.
            default:
                if (!Remarks.Contains(keyword)) Mistake(node, $"the schema keyword '{keyword}' is not supported;", keyword, Keywords);
                break;
        }
    }

    private SchemaTypes Types(int node)
    {
        var types = SchemaTypes.None;
        foreach (var one in _schema.Kind(node) == JsonKind.Array ? Children(node) : [node])
        {
            var name = _schema.Kind(one) == JsonKind.String ? Text(_schema.Text(one)) : Text(_schema.Raw(one));
            var type = _schema.Kind(one) == JsonKind.String ? SchemaTypeNames.Parse(name) : SchemaTypes.None;
            if (type == SchemaTypes.None) Mistake(node, $"the type '{name}' is unknown;", name, SchemaTypeNames.All);
            types |= type;
        }

        if (_schema.Kind(node) == JsonKind.Array && _schema[node].Count == 0) Mistake(node, "'type' must name a type.");
        return types;
    }

    private SchemaRule? Reference(int node)
    {
        if (!Is(node, JsonKind.String, "'$ref' must be a text such as '#/$defs/name'.")) return null;
        var reference = Text(_schema.Text(node));
        if (reference is not ("#" or ['#', '/', ..]))
        {
            Mistake(node, $"'$ref' names '{reference}'; only places in the same schema are supported, such as '#/$defs/name'.");
            return null;
        }

        var target = TapePointer.Find(_schema, Uri.UnescapeDataString(reference[1..]));
        if (target >= 0) return Rule(target, SchemaPlace.Part);
        Mistake(node, $"'$ref' names '{reference}', which is not there;", reference, Definitions());
        return null;
    }

    private List<string> Definitions() =>
        [.. from key in DefinitionKeys
            let all = _schema.Find(0, Encoding.UTF8.GetBytes(key))
            where all >= 0 && _schema.Kind(all) == JsonKind.Object
            from one in Children(all)
            select $"#/{key}/{TapePointer.Escape(Text(_schema.Name(one)))}"];

    private SchemaRule? Items(int node)
    {
        if (_schema.Kind(node) != JsonKind.Array) return Rule(node, SchemaPlace.Alone);
        Mistake(node, "'items' must be one schema; a schema for each position is 'prefixItems'.");
        return null;
    }

    private SchemaRule[] List(int node, SchemaPlace place)
    {
        if (!Is(node, JsonKind.Array, "here must be an array of schemas.")) return [];
        if (_schema[node].Count == 0) Mistake(node, "here must be at least one schema.");
        return [.. Children(node).Select(one => Rule(one, place))];
    }

    private IEnumerable<(SchemaName Name, SchemaRule Rule)> Named(int node) =>
        Is(node, JsonKind.Object, "here must be an object of schemas.")
            ? [.. Children(node).Select(one => (Name(_schema.Name(one)), Rule(one, SchemaPlace.Alone)))] : [];

    private void Required(int node, SchemaRule rule, SchemaPlace place)
    {
        var list = _schema.Find(node, "required"u8);
        if (list < 0) return;
        if (_schema.Kind(list) != JsonKind.Array || Children(list).Exists(one => _schema.Kind(one) != JsonKind.String))
        {
            Mistake(list, "'required' must be a list of property names.");
            return;
        }

        // Who writes names beside variants or parts may describe the properties there.
        var hasProperties = _schema.Find(node, "properties"u8) >= 0;
        var isWhole = rule.Reference is null && rule is { AllOf: [], AnyOf: [], OneOf: [] } && place != SchemaPlace.Part && (hasProperties || place == SchemaPlace.Alone);
        var known = rule.Properties.Select(property => property.Name.Text).ToList();
        foreach (var one in Children(list))
        {
            var name = Name(_schema.Text(one));
            var index = known.IndexOf(name.Text);
            if (index >= 0) rule.Properties[index] = rule.Properties[index] with { IsRequired = true };
            else rule.Required = [.. rule.Required, name];
            if (index < 0 && isWhole) Mistake(one, $"'required' names '{name.Text}', which 'properties' does not have;", name.Text, known, isDoubt: true);
        }
    }

    private long Count(int node, string keyword)
    {
        if (_schema.TryInteger(node, out var count) && count >= 0) return count;
        Mistake(node, $"'{keyword}' must be a whole number that is not negative.");
        return 0;
    }

    private SchemaBound[] Bound(int node, string keyword)
    {
        if (!Is(node, JsonKind.Number, $"'{keyword}' must be a number.")) return [];
        if (keyword != "multipleOf" || (_schema.Number(node).Sign > 0 && _schema.Number(node).Digits <= MaxDigits)) return [new SchemaBound(keyword, node)];
        Mistake(node, $"'multipleOf' must be greater than 0 and have at most {MaxDigits} digits.");
        return [];
    }

    private EcmaPattern? Pattern(int node)
    {
        if (!Is(node, JsonKind.String, "'pattern' must be a text.")) return null;
        var pattern = EcmaPattern.Compile(Text(_schema.Text(node)), out var reason);
        if (pattern is null) Mistake(node, $"the pattern '{Text(_schema.Text(node))}' cannot be used: {reason}.");
        return pattern;
    }

    private bool Flag(int node, string keyword)
    {
        if (_schema.Kind(node) is not (JsonKind.True or JsonKind.False)) Mistake(node, $"'{keyword}' must be true or false.");
        return _schema.Kind(node) == JsonKind.True;
    }

    private bool Is(int node, JsonKind kind, string otherwise)
    {
        if (_schema.Kind(node) == kind) return true;
        Mistake(node, otherwise);
        return false;
    }

    private void Mistake(int node, string says, string? unknown = null, IReadOnlyList<string>? known = null, bool isDoubt = false) =>
        _mistakes.Add((node, new SchemaMistake(TapePointer.Of(_schema, node), says, unknown, known, isDoubt)));

    private List<int> Children(int node)
    {
        var children = new List<int>(_schema[node].Count);
        if (_schema.Kind(node) is JsonKind.Array or JsonKind.Object)
            for (int child = node + 1, end = _schema[node].End; child < end; child = _schema[child].End) children.Add(child);
        return children;
    }

    private static SchemaName Name(ReadOnlySpan<byte> name) => new(Text(name), name.ToArray());

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
