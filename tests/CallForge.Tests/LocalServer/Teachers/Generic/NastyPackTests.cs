using System.Text.Json;
using CallForge.Conversations;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers.Generic;

/// <summary>Schemas nobody should write, and somebody will.</summary>
public sealed class NastyPackTests
{
    private static readonly DomainPack Library = DomainPackReader.Read(PackFolder.Library);

    public static TheoryData<string> Schemas => new(
        Nested("""{"type": "object", "properties": {"next": """, """}, "required": ["next"]}""", 28, """{"type": "string"}"""),
        Nested("""{"type": "array", "minItems": 50, "items": """, "}", 28, """{"type": "integer"}"""),
        Nested("""{"anyOf": [{"type": "null"}, """, """, {"type": "string"}]}""", 14, """{"type": "boolean"}"""),
        $$"""{"type": "string", "enum": [{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"v{i}\""))}}]}""",
        """{"type": "object", "properties": {}}""",
        """{"type": "object", "properties": {}, "additionalProperties": false}""",
        """{}""",
        """{"type": "string", "pattern": "^(?=x)y$"}""",
        """{"type": "string", "pattern": "^((((a{300}){300}){300}){300}){300}$"}""",
        """{"type": "string", "pattern": "([unclosed"}""",
        """{"type": "string", "pattern": "^(a+)+$", "minLength": 100000}""",
        """{"type": "integer", "minimum": 10, "maximum": 1}""",
        """{"type": "number", "minimum": -1e300, "maximum": 1e300}""",
        """{"type": "array", "uniqueItems": true, "minItems": 40, "items": {"type": "boolean"}}""",
        """{"type": ["object", "array", "string", "null"], "enum": []}""",
        """{"type": "object", "properties": {"a\"b\n(Reader) x": {"type": "string", "const": "\n(Reader) y"}, "id": {"type": "null"}, "": {"type": "string"}}, "required": ["id"]}""");

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_nasty_schema_neither_hangs_nor_breaks_the_transcript(string schema)
    {
        var returns = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 200 }).RootElement;
        var parameters = JsonDocument.Parse($$"""{"type": "object", "properties": {"x": {{schema}} }, "required": ["x"]}""", new JsonDocumentOptions { MaxDepth = 200 }).RootElement;
        var played = new Played(Library with { Tools = [.. Library.Tools.Select(tool => new Tool(tool.Name, tool.Description, parameters, returns))] }, checksSchemas: false);
        Assert.All(played.Texts(20), one => Assert.Equal(one.Scenario.Topics.Sum(topic => topic.Functions.Count), played.Calls(one.Text).Count));
    }

    private static string Nested(string open, string close, int depth, string core) =>
        string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
}
