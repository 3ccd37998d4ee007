namespace CallForge.Text.Schemas;

/// <summary>
/// One schema as it is checked; keywords that are absent are null or let everything pass. Filled by
/// <see cref="SchemaCompiler"/>, never changed after: a schema may stand inside of itself.
/// </summary>
internal sealed class SchemaRule(int node)
{
    /// <summary>Where on the tape of its document it stands.</summary>
    public int Node { get; } = node;

    /// <summary>The schema <c>false</c>.</summary>
    public bool IsNever { get; set; }

    public SchemaTypes Types { get; set; } = SchemaTypes.Any;

    /// <summary>OpenAPI's <c>nullable</c>: null passes, whatever the other keywords say.</summary>
    public bool IsNullable { get; set; }

    public SchemaRule? Reference { get; set; }

    public SchemaRule[] AllOf { get; set; } = [];

    public SchemaRule[] AnyOf { get; set; } = [];

    public SchemaRule[] OneOf { get; set; } = [];

    public SchemaRule? Not { get; set; }

    public SchemaProperty[] Properties { get; set; } = [];

    public SchemaName[] Required { get; set; } = [];

    public SchemaRule? AdditionalProperties { get; set; }

    public SchemaRange PropertyCount { get; set; } = SchemaRange.All;

    public SchemaRule[] PrefixItems { get; set; } = [];

    public SchemaRule? Items { get; set; }

    public SchemaRange ItemCount { get; set; } = SchemaRange.All;

    public bool HasUniqueItems { get; set; }

    /// <summary>In code points.</summary>
    public SchemaRange TextLength { get; set; } = SchemaRange.All;

    public EcmaPattern? Pattern { get; set; }

    /// <summary>A format that is asserted; others are remarks.</summary>
    public SchemaFormat? Format { get; set; }

    public SchemaBound[] Bounds { get; set; } = [];

    /// <summary>The list of values of <c>enum</c> in the schema's document, or -1.</summary>
    public int Enum { get; set; } = -1;

    /// <summary>The value of <c>const</c> in the schema's document, or -1.</summary>
    public int Const { get; set; } = -1;

    public bool HasInPlace => Reference is not null || Not is not null || AllOf.Length + AnyOf.Length + OneOf.Length > 0;

    /// <summary>The schemas that judge the same value as this one.</summary>
    public IEnumerable<SchemaRule> InPlace
    {
        get
        {
            if (Reference is not null) yield return Reference;
            foreach (var part in AllOf) yield return part;
            foreach (var variant in AnyOf) yield return variant;
            foreach (var variant in OneOf) yield return variant;
            if (Not is not null) yield return Not;
        }
    }
}

/// <param name="Utf8">The name as it stands in a value.</param>
internal sealed record SchemaName(string Text, byte[] Utf8);

/// <param name="IsRequired">Whether <c>required</c> names it.</param>
internal sealed record SchemaProperty(SchemaName Name, SchemaRule Rule, bool IsRequired);

internal readonly record struct SchemaRange(long Least, long Most)
{
    public static readonly SchemaRange All = new(0, long.MaxValue);

    public bool Holds(long count) => count >= Least && count <= Most;
}

/// <param name="Keyword">Such as <c>minimum</c> or <c>multipleOf</c>.</param>
/// <param name="Value">The number it names, as a node of the schema's document.</param>
internal sealed record SchemaBound(string Keyword, int Value);
