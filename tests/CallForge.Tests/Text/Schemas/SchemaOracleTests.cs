using System.Text;
using System.Text.Json;
using CallForge.Text.Json;
using CallForge.Text.Schemas;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Text.Schemas;

/// <summary>Random schemas and values, judged by JsonSchema.Net too.</summary>
public sealed class SchemaOracleTests
{
    private static readonly string[] Names = ["a", "b", "이름", "x/y"];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        "null", "true", "false", "0", "1", "1.0", "-3", "2.5", "10", "1e1", "0.30", "\"\"", "\"a\"", "\"ab\"", "\"김치\"", "\"\\u0061\"", "\"😀\"", "\"2024-02-30\"");

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, self) => depth > 2 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, self.List[0, 3].Select(items => $"[{string.Join(", ", items)}]")),
        (2, Gen.Select(Gen.Shuffle(Names), self.List[0, 3]).Select((names, values) => $"{{{string.Join(", ", values.Select((value, i) => $"\"{names[i]}\": {value}"))}}}"))));

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.OneOf("string", "number", "integer", "boolean", "null", "array", "object").Select(type => $"\"type\": \"{type}\""),
        Gen.OneOf("\"type\": [\"string\", \"null\"]", "\"type\": [\"integer\", \"object\"]", "\"pattern\": \"^[a-z]+$\"", "\"pattern\": \"[a김]\"", "\"uniqueItems\": true"),
        Gen.Select(Gen.OneOf("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), Gen.Int[0, 3]).Select((name, count) => $"\"{name}\": {count}"),
        Gen.Select(Gen.OneOf("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), Gen.OneOf("0", "1", "2.5", "-3.0", "10")).Select((name, limit) => $"\"{name}\": {limit}"),
        Gen.OneOf("0.5", "2", "0.1").Select(divisor => $"\"multipleOf\": {divisor}"),
        Scalar.Select(value => $"\"const\": {value}"),
        Value.List[1, 4].Select(values => $"\"enum\": [{string.Join(", ", values)}]"),
        Gen.OneOf(Names).List[1, 2].Select(names => $"\"required\": [{string.Join(", ", names.Distinct().Select(name => $"\"{name}\""))}]"));

    private static readonly Gen<string> Schema = Gen.Recursive<string>((depth, self) => depth > 3 ? Leaf.Select(leaf => $"{{{leaf}}}") : Gen.OneOf(
        Leaf,
        Gen.Select(Gen.Shuffle(Names), self.List[1, 3]).Select((names, schemas) => $"\"properties\": {{{string.Join(", ", schemas.Select((schema, i) => $"\"{names[i]}\": {schema}"))}}}"),
        Gen.Select(Gen.OneOf("items", "additionalProperties", "not"), Gen.Frequency((3, self), (1, Gen.OneOf("true", "false")))).Select((name, schema) => $"\"{name}\": {schema}"),
        Gen.Select(Gen.OneOf("anyOf", "oneOf", "allOf", "prefixItems"), self.List[1, 3]).Select((name, schemas) => $"\"{name}\": [{string.Join(", ", schemas)}]"))
        .List[1, 3].Select(keywords => $"{{{string.Join(", ", keywords.DistinctBy(keyword => keyword.Split('"')[1]))}}}"));

    [Fact]
    public void Both_judge_alike()
    {
        var valid = 0;
        // One thread: JsonSchema.Net keeps schemas in a shared registry that is not made for several.
        Gen.Select(Schema, Value.List[8]).Sample((schema, values) =>
        {
            var (reading, tape) = (CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema)), new JsonTape());
            Assert.True(reading.Schema is not null, $"{schema}: {string.Join(" ", reading.Mistakes)}");
            var oracle = global::Json.Schema.JsonSchema.FromText(schema);
            foreach (var value in values)
            {
                var expected = oracle.Evaluate(JsonDocument.Parse(value).RootElement).IsValid;
                Assert.True(tape.Read(Encoding.UTF8.GetBytes(value)));
                Assert.True(expected == reading.Schema.Check(tape), $"{value} is {(expected ? "" : "in")}valid by the oracle, for {schema}");
                if (expected) Interlocked.Increment(ref valid);
                else Assert.DoesNotContain(reading.Schema.Explain(tape), finding => finding.Code == "effort");
            }
        }, iter: 3_000, threads: 1);
        Assert.InRange(valid, 1_000, 23_000);
    }
}
