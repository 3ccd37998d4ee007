using System.Text;
using CallForge.Text.Json;

namespace CallForge.Text.Schemas;

/// <summary>Collects what is wrong with a value that is known to be: the second pass, which may take its time.</summary>
internal sealed class SchemaExplanation(JsonTape schema, JsonTape tape)
{
    private const int MaxFindings = 100;
    private const int MaxSteps = 20_000;
    private const int MaxEvidence = 200;
    private const int MaxKnown = 50;

    private int _steps;
    private int _stepsOfRuns = SchemaRun.MaxSteps;

    public IReadOnlyList<SchemaFinding> Of(SchemaRule rule, int node)
    {
        var findings = new List<SchemaFinding>();
        Explain(rule, node, findings);
        // What was found until then is right, but why the value as a whole is not is not known.
        if (_steps > MaxSteps || findings.Count == 0)
            return [.. findings.Take(MaxFindings - 1), Finding("effort", node, "whether this value obeys its schema could not be told in reasonable time.")];
        return [.. findings.Take(MaxFindings)];
    }

    private void Explain(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        if (++_steps > MaxSteps || findings.Count > MaxFindings) return;
        var kind = tape.Kind(node);
        if (rule.IsNullable && kind == JsonKind.Null) return;
        if (rule.IsNever)
        {
            findings.Add(Finding("false", node, "nothing is allowed here."));
            return;
        }

        if (!rule.Types.Allow(tape, node))
        {
            findings.Add(WrongType(node, rule.IsNullable ? rule.Types | SchemaTypes.Null : rule.Types));
            return; // What else the schema says is about values of that type.
        }

        ExplainValue(rule, node, findings);
        ExplainInPlace(rule, node, findings);
        if (kind == JsonKind.Object) ExplainMembers(rule, node, findings);
        else if (kind == JsonKind.Array) ExplainElements(rule, node, findings);
        else if (kind == JsonKind.String) ExplainText(rule, node, findings);
        else if (kind == JsonKind.Number) ExplainNumber(rule, node, findings);
    }

    private void ExplainValue(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        var run = new SchemaRun(schema, tape);
        if (rule.Const >= 0 && !TapeEquality.AreEqual(schema, rule.Const, tape, node))
            findings.Add(Finding("const", node, $"{Say(node)} must be {Clip(schema.Raw(rule.Const))}.", known: [Clip(schema.Raw(rule.Const))]));
        if (rule.Enum >= 0 && !run.IsOneOf(rule.Enum, node))
            findings.Add(Finding("enum", node, $"{Say(node)} is none of the values allowed.", known: Options(rule.Enum)));
    }

    private void ExplainInPlace(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        if (rule.Reference is not null) Explain(rule.Reference, node, findings);
        foreach (var part in rule.AllOf) Explain(part, node, findings);
        if (rule.AnyOf.Length > 0 && Fitting(rule.AnyOf, node) == 0) ExplainVariants("anyOf", rule.AnyOf, node, findings);
        if (rule.OneOf.Length > 0 && Fitting(rule.OneOf, node) is not 1 and var count)
        {
            if (count == 0) ExplainVariants("oneOf", rule.OneOf, node, findings);
            else findings.Add(Finding("oneOf", node, $"{Say(node)} fits {count} of the variants of which it must fit exactly one."));
        }

        if (rule.Not is not null && Fitting([rule.Not], node) == 1) findings.Add(Finding("not", node, $"{Say(node)} is what is not allowed here."));
    }

    /// <summary>How many of the schemas a value obeys. What cannot be told in time ends the explanation.</summary>
    private int Fitting(SchemaRule[] rules, int node)
    {
        var run = new SchemaRun(schema, tape, _stepsOfRuns);
        var count = run.CountOf(rules, node);
        _stepsOfRuns = run.StepsLeft;
        if (run.IsUndecided) _steps = MaxSteps + 1;
        return count;
    }

    /// <summary>Of the variants whose type fits, the one whose members are most alike is what was meant; then the one with the fewest findings.</summary>
    private void ExplainVariants(string code, SchemaRule[] variants, int node, List<SchemaFinding> findings)
    {
        List<SchemaFinding>? fewest = null;
        foreach (var variant in variants)
        {
            if (!Types(variant, SchemaLoops.MaxDepth).Allow(tape, node)) continue;
            var own = new List<SchemaFinding>();
            Explain(variant, node, own);
            if (own.Count > 0 && (fewest is null || Distance(own, node).CompareTo(Distance(fewest, node)) < 0)) fewest = own;
        }

        var types = variants.Aggregate(SchemaTypes.None, (all, variant) => all | Types(variant, SchemaLoops.MaxDepth));
        if (fewest is not null) findings.AddRange(fewest);
        else findings.Add(types.Allow(tape, node) ? Finding(code, node, $"{Say(node)} fits none of its variants.") : WrongType(node, types));
    }

    /// <summary>A list of twenty wrong rows is a list of rows still, and no error that happens to have fewer findings.</summary>
    private (int Members, int All) Distance(List<SchemaFinding> findings, int node)
    {
        var here = TapePointer.Of(tape, node);
        return (findings.Count(finding => finding.Code is "required" && finding.Pointer == here), findings.Count);
    }

    /// <summary>The types a schema lets through, as far as its types tell.</summary>
    private SchemaTypes Types(SchemaRule rule, int levels)
    {
        if (levels == 0 || ++_steps > MaxSteps) return SchemaTypes.Any;
        var types = rule.IsNever ? SchemaTypes.None : rule.Types.HasFlag(SchemaTypes.Number) ? rule.Types | SchemaTypes.Integer : rule.Types;
        if (rule.Reference is not null) types &= Types(rule.Reference, levels - 1);
        foreach (var part in rule.AllOf) types &= Types(part, levels - 1);
        foreach (var variants in new[] { rule.AnyOf, rule.OneOf })
            if (variants.Length > 0) types &= variants.Aggregate(SchemaTypes.None, (all, variant) => all | Types(variant, levels - 1));
        return rule.IsNullable ? types | SchemaTypes.Null : types;
    }

    private void ExplainMembers(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        string[] names = [.. rule.Properties.Select(property => property.Name.Text)];
        foreach (var name in rule.Properties.Where(property => property.IsRequired).Select(property => property.Name).Concat(rule.Required))
            if (tape.Find(node, name.Utf8) < 0) findings.Add(Finding("required", node, $"'{Clip(name.Utf8)}' is missing.", name.Text, Members(node)));
        for (int child = node + 1, end = tape[node].End; child < end && findings.Count <= MaxFindings; child = tape[child].End)
        {
            var name = Encoding.UTF8.GetString(tape.Name(child));
            if (Array.IndexOf(names, name) is >= 0 and var index) Explain(rule.Properties[index].Rule, child, findings);
            else if (rule.AdditionalProperties is { IsNever: true }) findings.Add(Finding("additionalProperties", child, $"'{Clip(tape.Name(child))}' is not allowed here.", name, names));
            else if (rule.AdditionalProperties is not null) Explain(rule.AdditionalProperties, child, findings);
        }

        Range("minProperties", "maxProperties", rule.PropertyCount, tape[node].Count, "members", node, findings);
    }

    private void ExplainElements(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        Range("minItems", "maxItems", rule.ItemCount, tape[node].Count, "items", node, findings);
        var index = 0;
        for (int child = node + 1, end = tape[node].End; child < end && findings.Count <= MaxFindings; child = tape[child].End, index++)
        {
            var each = index < rule.PrefixItems.Length ? rule.PrefixItems[index] : rule.Items;
            if (each is not null) Explain(each, child, findings);
        }

        if (rule.HasUniqueItems && TapeEquality.FirstRepeated(tape, node) is (>= 0 and var repeated, var earlier))
            findings.Add(Finding("uniqueItems", repeated, $"{Say(repeated)} stands in the list already, at '{TapePointer.Of(tape, earlier)}'."));
    }

    private void ExplainText(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        Range("minLength", "maxLength", rule.TextLength, SchemaRun.CodePoints(tape.Text(node)), "characters", node, findings);
        if (rule.Format is not null && !rule.Format.Holds(tape.Text(node))) findings.Add(Finding("format", node, $"{Say(node)} is no {rule.Format.Name}.", known: [rule.Format.Name]));
        var run = new SchemaRun(schema, tape);
        if (run.HoldsPattern(rule, node)) return;
        findings.Add(run.IsUndecided
            ? Finding("effort", node, $"whether {Say(node)} fits the pattern '{rule.Pattern!.Source}' could not be told in reasonable time.")
            : Finding("pattern", node, $"{Say(node)} does not fit the pattern '{rule.Pattern!.Source}'.", known: [rule.Pattern.Source]));
    }

    private void ExplainNumber(SchemaRule rule, int node, List<SchemaFinding> findings)
    {
        var run = new SchemaRun(schema, tape);
        foreach (var bound in rule.Bounds)
        {
            if (run.Holds(bound, node)) continue;
            var limit = Clip(schema.Raw(bound.Value));
            var must = bound.Keyword switch
            {
                "minimum" => "at least", "maximum" => "at most", "exclusiveMinimum" => "more than", "exclusiveMaximum" => "less than", _ => "a multiple of",
            };
            findings.Add(Finding(bound.Keyword, node, $"{Say(node)} must be {must} {limit}.", known: [limit]));
        }
    }

    private void Range(string least, string most, SchemaRange range, long count, string what, int node, List<SchemaFinding> findings)
    {
        if (count < range.Least) findings.Add(Finding(least, node, $"here are {count} {what}, at least {range.Least} must be."));
        if (count > range.Most) findings.Add(Finding(most, node, $"here are {count} {what}, at most {range.Most} may be."));
    }

    private SchemaFinding WrongType(int node, SchemaTypes types) =>
        Finding("type", node, $"{Say(node)} is {SchemaTypeNames.Say(SchemaTypeNames.Of(tape, node))} and must be {SchemaTypeNames.Say(types)}.");

    private SchemaFinding Finding(string code, int node, string says, string? property = null, IReadOnlyList<string>? known = null) =>
        new(code, TapePointer.Of(tape, node), says, Clip(tape.Raw(node)), property, known);

    private List<string> Options(int list)
    {
        var options = new List<string>();
        for (int option = list + 1, end = schema[list].End; option < end && options.Count < MaxKnown; option = schema[option].End)
            options.Add(Encoding.UTF8.GetString(schema.Kind(option) == JsonKind.String ? schema.Text(option) : schema.Raw(option)));
        return options;
    }

    private List<string> Members(int node)
    {
        var names = new List<string>();
        for (int child = node + 1, end = tape[node].End; child < end && names.Count < MaxKnown; child = tape[child].End)
            names.Add(Clip(tape.Name(child)));
        return names;
    }

    private string Say(int node)
    {
        var text = Clip(tape.Raw(node), 60);
        return text.Length < tape.Raw(node).Length && Encoding.UTF8.GetByteCount(text) < tape.Raw(node).Length ? $"{text}…" : text;
    }

    /// <summary>Never ends within a character.</summary>
    private static string Clip(ReadOnlySpan<byte> text, int length = MaxEvidence)
    {
        if (text.Length <= length) return Encoding.UTF8.GetString(text);
        while ((text[length] & 0xC0) == 0x80) length--;
        return Encoding.UTF8.GetString(text[..length]);
    }
}
