using System.Text;
using System.Text.Json;
using CallForge.Domains;
using CallForge.Text.Json;
using CallForge.Text.Schemas;
using Xunit;

namespace CallForge.Tests.Text.Schemas;

public sealed class CompiledSchemaTests
{
    private const string Order =
        """
        {"type": "object", "required": ["id", "lines"], "additionalProperties": false, "properties": {
          "id": {"type": "string", "format": "uuid"},
          "lines": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"$ref": "#/$defs/line"}},
          "note": {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]},
          "state": {"enum": ["open", "closed"]},
          "phone": {"type": "string", "pattern": "^010-\\d{4}$"}},
         "$defs": {"line": {"type": "object", "required": ["quantity"], "properties": {
           "quantity": {"type": "integer", "minimum": 1}, "price": {"type": "number", "multipleOf": 0.01}, "parts": {"type": "array", "items": {"$ref": "#/$defs/line"}}}}}}
        """;

    public static TheoryData<string, string, string, string> Breaches => new()
    {
        { """{"lines": [{"quantity": 1}]}""", "required", "", "'id' is missing." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 0}]}""", "minimum", "/lines/0/quantity", "0 must be at least 1." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1, "parts": [{"quantity": 1.5}]}]}""", "type", "/lines/0/parts/0/quantity", "1.5 is a number and must be an integer." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1, "price": 0.125}]}""", "multipleOf", "/lines/0/price", "0.125 must be a multiple of 0.01." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}, {"quantity": 1.0}]}""", "uniqueItems", "/lines/1", "{\"quantity\": 1.0} stands in the list already, at '/lines/0'." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": []}""", "minItems", "/lines", "here are 0 items, at least 1 must be." },
        { """{"id": "9F0E", "lines": [{"quantity": 1}]}""", "format", "/id", "\"9F0E\" is no uuid." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "note": "네 글자요"}""", "maxLength", "/note", "here are 5 characters, at most 3 may be." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "note": 5}""", "type", "/note", "5 is an integer and must be a string or null." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "state": "opened"}""", "enum", "/state", "\"opened\" is none of the values allowed." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "a/b": 1}""", "additionalProperties", "/a~1b", "'a/b' is not allowed here." },
        { """{"id": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "phone": "010-12345"}""", "pattern", "/phone", "\"010-12345\" does not fit the pattern '^010-\\d{4}$'." },
        { "[]", "type", "", "[] is an array and must be an object." },
    };

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { """{"type": "strng"}""", "/type", "the type 'strng' is unknown;" },
        { """{"properties": {"a": {"patternProperties": {}}}}""", "/properties/a/patternProperties", "the schema keyword 'patternProperties' is not supported;" },
        { """{"anyOf": {}}""", "/anyOf", "here must be an array of schemas." },
        { """{"items": [{"type": "string"}]}""", "/items", "'items' must be one schema; a schema for each position is 'prefixItems'." },
        { """{"minLength": -1}""", "/minLength", "'minLength' must be a whole number that is not negative." },
        { """{"multipleOf": 0}""", "/multipleOf", "'multipleOf' must be greater than 0 and have at most 28 digits." },
        { """{"exclusiveMinimum": true}""", "/exclusiveMinimum", "'exclusiveMinimum' must be a number." },
        { """{"$ref": "other.json"}""", "/$ref", "'$ref' names 'other.json'; only places in the same schema are supported, such as '#/$defs/name'." },
        { """{"$ref": "#/$defs/a", "$defs": {"b": {}}}""", "/$ref", "'$ref' names '#/$defs/a', which is not there;" },
        { """{"$ref": "#"}""", "", "this schema is its own part: a '$ref' leads back here without going into the value." },
        { """{"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}""", "/$defs/a", "this schema is its own part: a '$ref' leads back here without going into the value." },
        { """{"pattern": "[a"}""", "/pattern", "the pattern '[a' cannot be used: a class has no ']'." },
        { """{"properties": {"a": 5}}""", "/properties/a", "a JSON Schema must be an object such as {\"type\": \"string\"}." },
        { """{"properties": {"a": {}}, "required": ["b"]}""", "/required/0", "'required' names 'b', which 'properties' does not have;" },
        { """{"type": "object", "x": "\ud800"}""", "", "this is not JSON in UTF-8 of at most 128 levels." },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void A_breach_is_told_with_its_place(string value, string code, string pointer, string says)
    {
        var (schema, tape) = (Compile(Order), Tape(value));
        Assert.False(schema.Check(tape));
        var finding = Assert.Single(schema.Explain(tape));
        Assert.Equal((code, pointer, says), (finding.Code, finding.Pointer, finding.Says));
    }

    [Fact]
    public void A_finding_brings_what_a_suggestion_is_made_of()
    {
        var tape = Tape("""{"ids": "9f0e6d3a-0000-4000-8000-000000000001", "lines": [{"quantity": 1}], "state": "opened"}""");
        var findings = Compile(Order).Explain(tape);
        Assert.Equal(["required", "additionalProperties", "enum"], findings.Select(finding => finding.Code));
        Assert.Equal(("id", "ids"), (findings[0].Property, findings[1].Property));
        Assert.Contains("id", findings[1].Known!);
        Assert.Equal(["open", "closed"], findings[2].Known!);
        Assert.Equal("\"opened\"", findings[2].Evidence);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_a_schema_is_told_with_its_place(string schema, string pointer, string says) =>
        Assert.Contains(CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema)).Mistakes, mistake => (mistake.Pointer, mistake.Says) == (pointer, says));

    [Theory]
    [InlineData("""{"type": "string", "nullable": true, "enum": ["a"]}""", "null", true)]
    [InlineData("""{"type": "string", "nullable": true, "enum": ["a"]}""", "5", false)]
    [InlineData("""{"allOf": [{"$ref": "#/definitions/a"}], "nullable": true, "definitions": {"a": {"type": "integer"}}}""", "null", true)]
    [InlineData("""{"maximum": 9007199254740992}""", "9007199254740993", false)]
    [InlineData("""{"maximum": 1e400}""", "1e401", false)]
    [InlineData("""{"maximum": 1e400}""", "1e399", true)]
    [InlineData("""{"multipleOf": 7}""", "7e1000000000000", true)]
    [InlineData("""{"multipleOf": 7}""", "1e1000000000000", false)]
    [InlineData("""{"type": "integer"}""", "1e1000000000000", true)]
    [InlineData("""{"type": "integer"}""", "-0.0", true)]
    [InlineData("""{"const": 100}""", "1.00e2", true)]
    [InlineData("""{"maxLength": 2}""", "\"김\\ud83d\\ude00\"", true)]
    [InlineData("""{"format": "date-time"}""", "\"2025-02-28T23:59:59.5+09:00\"", true)]
    [InlineData("""{"format": "date-time"}""", "\"2025-02-29T23:59:59Z\"", false)]
    [InlineData("""{"format": "time"}""", "\"09:30:00\"", true)]
    [InlineData("""{"format": "time"}""", "\"24:30:00\"", false)]
    [InlineData("""{"format": "email"}""", "\"kim@example.co.kr\"", true)]
    [InlineData("""{"format": "email"}""", "\"kim example.com\"", false)]
    [InlineData("""{"format": "uri"}""", "\"https://example.com/떡볶이\"", true)]
    [InlineData("""{"format": "uri"}""", "\"example.com\"", false)]
    [InlineData("""{"format": "ipv4"}""", "\"127.0.0.256\"", false)]
    [InlineData("""{"format": "ipv6"}""", "\"::1\"", true)]
    [InlineData("""{"format": "hostname"}""", "\"-a.example\"", false)]
    public void A_value_is_judged_as_it_is_meant(string schema, string value, bool isValid)
    {
        var (compiled, tape) = (Compile(schema), Tape(value));
        Assert.Equal(isValid, compiled.Check(tape));
        if (!isValid) Assert.Single(compiled.Explain(tape));
    }

    [Theory]
    [InlineData("^a$", "a\n", false)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[^\\D]$", "😀", false)]
    [InlineData("^[\\s\\S]$", "😀", true)]
    [InlineData("^\\d$", "٣", false)]
    [InlineData("^\\w+$", "김", false)]
    [InlineData("^\\s$", "\u3000", true)]
    [InlineData("^\\S$", "김", true)]
    [InlineData("^(?=.*\\d)[a-z0-9]{4}$", "abc1", true)]
    [InlineData("^(a)\\1$", "aa", true)]
    [InlineData("^\\u{1F600}+$", "😀😀", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^\\p{L}+$", "김b", true)]
    [InlineData("^\\p{Script=Hangul}+$", "김치", true)]
    [InlineData("^[가-힣\\-/]+$", "떡-볶/이", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("^[a-z]\\/\\.$", "a/.", true)]
    public void A_pattern_means_what_it_means_in_ECMAScript(string pattern, string text, bool matches)
    {
        var compiled = EcmaPattern.Compile(pattern, out var reason);
        Assert.True(compiled is not null, reason);
        Assert.Equal(matches, compiled.IsIn(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("(?i)a")]
    [InlineData("(?#a)")]
    [InlineData("(?>a)")]
    [InlineData("\\Aa")]
    [InlineData("a\\")]
    [InlineData("(a")]
    [InlineData("\\p{NoSuch}")]
    public void What_is_no_pattern_of_ECMAScript_is_refused(string pattern)
    {
        Assert.Null(EcmaPattern.Compile(pattern, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Hostile_schemas_and_values_end()
    {
        var chain = string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"\"d{i}\": {{\"$ref\": \"#/$defs/d{i + 1}\"}}"));
        var tooLong = CompiledSchema.Compile(Encoding.UTF8.GetBytes($"{{\"$ref\": \"#/$defs/d0\", \"$defs\": {{{chain}, \"d5000\": {{}}}}}}"));
        Assert.Contains("more than 64 schemas", Assert.Single(tooLong.Mistakes).Says, StringComparison.Ordinal);

        var doubling = Compile("""{"anyOf": [{"properties": {"x": {"$ref": "#"}}, "required": ["y"]}, {"properties": {"x": {"$ref": "#"}}, "required": ["z"]}]}""");
        var deep = Tape(string.Concat(Enumerable.Repeat("{\"x\": ", 100)) + "{}" + new string('}', 100));
        Assert.False(doubling.Check(deep));
        Assert.Contains(doubling.Explain(deep), finding => finding.Code == "effort");

        var bomb = Compile("""{"pattern": "^(a+)+$"}""");
        Assert.False(bomb.Check(Tape($"\"{new string('a', 100_000)}b\"")));
        var wide = Tape($"[{string.Join(", ", Enumerable.Range(0, 50_000))}, 7.0]");
        Assert.Equal("/50000", Assert.Single(Compile("""{"uniqueItems": true}""").Explain(wide)).Pointer);
        Assert.True(Compile("""{"not": {"uniqueItems": true}}""").Check(wide));
    }

    [Fact]
    public void A_value_that_obeys_costs_no_memory()
    {
        var tool = DomainPackReader.Read("delivery-ko").Tools.Single(tool => tool.Name == "get_order_status");
        var (schema, tape) = (CompiledSchema.Compile(tool.Returns).Schema!, new JsonTape());
        var value = Encoding.UTF8.GetBytes("""{"error": {"code": "not_found", "message": "없는 \"주문\"이에요."}}""");
        Assert.True(tape.Read(value) && schema.Check(tape));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var holds = true;
        for (var i = 0; i < 1_000; i++) holds &= tape.Read(value) && schema.Check(tape);
        Assert.True(holds);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000); // Not a byte a value.
    }

    private static CompiledSchema Compile(string schema)
    {
        var reading = CompiledSchema.Compile(Encoding.UTF8.GetBytes(schema));
        Assert.True(reading.Schema is not null, JsonSerializer.Serialize(reading.Mistakes.Select(mistake => mistake.Says)));
        return reading.Schema;
    }

    private static JsonTape Tape(string value)
    {
        var tape = new JsonTape();
        Assert.True(tape.Read(Encoding.UTF8.GetBytes(value)));
        return tape;
    }
}
