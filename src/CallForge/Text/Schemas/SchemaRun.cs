using CallForge.Text.Json;

namespace CallForge.Text.Schemas;

/// <summary>One judgement of a value. What takes more steps than any honest value is undecided, which is never a pass.</summary>
internal ref struct SchemaRun(JsonTape schema, JsonTape tape, int steps = SchemaRun.MaxSteps)
{
    public const int MaxSteps = 2_000_000;
    private const int BitsOfSeen = 64;

    /// <summary>How many steps are left; negative if they did not suffice.</summary>
    public int StepsLeft { get; private set; } = steps;

    public bool IsUndecided { get; private set; }

    public bool Holds(SchemaRule rule, int node)
    {
        if (!Spend(1) || rule.IsNever) return false;
        var kind = tape.Kind(node);
        if (rule.IsNullable && kind == JsonKind.Null) return true;
        if (rule.Types != SchemaTypes.Any && !rule.Types.Allow(tape, node)) return false;
        if (rule.Const >= 0 && !TapeEquality.AreEqual(schema, rule.Const, tape, node)) return false;
        if (rule.Enum >= 0 && !IsOneOf(rule.Enum, node)) return false;
        return (!rule.HasInPlace || HoldsInPlace(rule, node)) && kind switch
        {
            JsonKind.Object => HoldsMembers(rule, node),
            JsonKind.Array => HoldsElements(rule, node),
            JsonKind.String => HoldsText(rule, node),
            JsonKind.Number => HoldsNumber(rule, node),
            _ => true,
        };
    }

    /// <summary>Whether one number obeys one keyword.</summary>
    public readonly bool Holds(SchemaBound bound, int node)
    {
        if (bound.Keyword == "multipleOf") return tape.Number(node).IsMultipleOf(schema.Number(bound.Value));
        ref readonly var number = ref tape[node];
        ref readonly var limit = ref schema[bound.Value];
        var order = number.IsInteger && limit.IsInteger ? number.Integer.CompareTo(limit.Integer) : JsonNumber.Compare(tape.Number(node), schema.Number(bound.Value));
        return bound.Keyword switch { "minimum" => order >= 0, "maximum" => order <= 0, "exclusiveMinimum" => order > 0, _ => order < 0 };
    }

    public bool HoldsLength(SchemaRule rule, int node) =>
        rule.TextLength == SchemaRange.All || rule.TextLength.Holds(CodePoints(tape.Text(node)));

    public bool HoldsPattern(SchemaRule rule, int node)
    {
        if (rule.Pattern is null) return true;
        var isIn = rule.Pattern.IsIn(tape.Text(node));
        IsUndecided |= isIn is null;
        return isIn == true;
    }

    public bool IsOneOf(int list, int node)
    {
        if (!Spend(schema[list].Count)) return false;
        for (int option = list + 1, end = schema[list].End; option < end; option = schema[option].End)
            if (TapeEquality.AreEqual(schema, option, tape, node)) return true;
        return false;
    }

    public int CountOf(SchemaRule[] rules, int node)
    {
        var count = 0;
        foreach (var rule in rules)
            if (Holds(rule, node)) count++;
        return count;
    }

    public static long CodePoints(ReadOnlySpan<byte> text)
    {
        var count = 0L;
        foreach (var unit in text)
            if ((unit & 0xC0) != 0x80) count++;
        return count;
    }

    private bool HoldsInPlace(SchemaRule rule, int node)
    {
        if (rule.Reference is not null && !Holds(rule.Reference, node)) return false;
        foreach (var part in rule.AllOf)
            if (!Holds(part, node)) return false;
        if (rule.AnyOf.Length > 0 && !HoldsAny(rule.AnyOf, node)) return false;
        if (rule.OneOf.Length > 0 && CountOf(rule.OneOf, node) != 1) return false;
        return rule.Not is null || !Holds(rule.Not, node);
    }

    private bool HoldsAny(SchemaRule[] variants, int node)
    {
        foreach (var variant in variants)
            if (Holds(variant, node)) return true;
        return false;
    }

    private bool HoldsMembers(SchemaRule rule, int node)
    {
        if (!rule.PropertyCount.Holds(tape[node].Count)) return false;
        var properties = rule.Properties;
        var (expected, seen) = (0, 0UL);
        for (int child = node + 1, end = tape[node].End; child < end; child = tape[child].End)
        {
            var property = Property(properties, tape.Name(child), expected);
            if (property >= 0)
            {
                if (!Holds(properties[property].Rule, child)) return false;
                expected = property + 1;
                if (property < BitsOfSeen) seen |= 1UL << property;
            }
            else if (rule.AdditionalProperties is not null && !Holds(rule.AdditionalProperties, child))
            {
                return false;
            }
        }

        for (var i = 0; i < properties.Length; i++)
            if (properties[i].IsRequired && (i < BitsOfSeen ? (seen & (1UL << i)) == 0 : tape.Find(node, properties[i].Name.Utf8) < 0)) return false;
        foreach (var name in rule.Required)
            if (!Spend(tape[node].Count) || tape.Find(node, name.Utf8) < 0) return false;
        return true;
    }

    /// <summary>Which property a member is, or -1. Teachers write in the order of the schema: the next is tried first.</summary>
    private int Property(SchemaProperty[] properties, ReadOnlySpan<byte> name, int expected)
    {
        for (var i = expected; i < properties.Length; i++)
            if (properties[i].Name.Utf8.AsSpan().SequenceEqual(name)) return i;
        for (var i = 0; i < expected; i++)
            if (properties[i].Name.Utf8.AsSpan().SequenceEqual(name)) return i;
        Spend(properties.Length);
        return -1;
    }

    private bool HoldsElements(SchemaRule rule, int node)
    {
        if (!rule.ItemCount.Holds(tape[node].Count)) return false;
        var index = 0;
        for (int child = node + 1, end = tape[node].End; child < end; child = tape[child].End, index++)
        {
            var each = index < rule.PrefixItems.Length ? rule.PrefixItems[index] : rule.Items;
            if (each is not null && !Holds(each, child)) return false;
        }

        return !rule.HasUniqueItems || TapeEquality.FirstRepeated(tape, node).Element < 0;
    }

    private bool HoldsText(SchemaRule rule, int node) =>
        HoldsLength(rule, node) && (rule.Format is null || rule.Format.Holds(tape.Text(node))) && HoldsPattern(rule, node);

    private readonly bool HoldsNumber(SchemaRule rule, int node)
    {
        foreach (var bound in rule.Bounds)
            if (!Holds(bound, node)) return false;
        return true;
    }

    private bool Spend(int steps)
    {
        StepsLeft = Math.Max(StepsLeft - steps, -1);
        IsUndecided |= StepsLeft < 0;
        return StepsLeft >= 0;
    }
}
