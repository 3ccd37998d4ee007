using CallForge.Text.Json;

namespace CallForge.Text.Schemas;

/// <summary>Types as a schema names them; an integer is a number too.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
    Any = 127,
}

internal static class SchemaTypeNames
{
    private static readonly (string Name, SchemaTypes Type)[] Named =
    [
        ("string", SchemaTypes.String), ("number", SchemaTypes.Number), ("integer", SchemaTypes.Integer), ("boolean", SchemaTypes.Boolean),
        ("object", SchemaTypes.Object), ("array", SchemaTypes.Array), ("null", SchemaTypes.Null),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Named.Select(one => one.Name)];

    /// <summary>None if the name is unknown.</summary>
    public static SchemaTypes Parse(string name) => Named.FirstOrDefault(one => one.Name == name).Type;

    /// <summary>Such as <c>a string or null</c>.</summary>
    public static string Say(SchemaTypes types) => string.Join(" or ", Named.Where(one => types.HasFlag(one.Type)).Select(one => Say(one.Name)));

    /// <summary>The most that can be said of a value: 3 is an integer.</summary>
    public static SchemaTypes Of(JsonTape tape, int node) => tape.Kind(node) switch
    {
        JsonKind.Null => SchemaTypes.Null,
        JsonKind.False or JsonKind.True => SchemaTypes.Boolean,
        JsonKind.Number => IsInteger(tape, node) ? SchemaTypes.Integer : SchemaTypes.Number,
        JsonKind.String => SchemaTypes.String,
        JsonKind.Array => SchemaTypes.Array,
        _ => SchemaTypes.Object,
    };

    public static bool Allow(this SchemaTypes types, JsonTape tape, int node) => tape.Kind(node) switch
    {
        JsonKind.Null => (types & SchemaTypes.Null) != 0,
        JsonKind.False or JsonKind.True => (types & SchemaTypes.Boolean) != 0,
        JsonKind.Number => (types & SchemaTypes.Number) != 0 || ((types & SchemaTypes.Integer) != 0 && IsInteger(tape, node)),
        JsonKind.String => (types & SchemaTypes.String) != 0,
        JsonKind.Array => (types & SchemaTypes.Array) != 0,
        _ => (types & SchemaTypes.Object) != 0,
    };

    private static bool IsInteger(JsonTape tape, int node) => tape[node].IsInteger || tape.Number(node).IsInteger;

    private static string Say(string name) => name switch { "null" => name, "integer" or "object" or "array" => $"an {name}", _ => $"a {name}" };
}
