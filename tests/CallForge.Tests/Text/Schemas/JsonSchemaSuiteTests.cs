using System.Text;
using System.Text.Json;
using CallForge.Text.Json;
using CallForge.Text.Schemas;
using Xunit;

namespace CallForge.Tests.Text.Schemas;

/// <summary>The official test suite of JSON Schema, draft 2020-12, for the keywords that are supported.</summary>
public sealed class JsonSchemaSuiteTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "json-schema");

    public static TheoryData<string> Keywords => new(Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keywords))]
    public void A_case_is_judged_right_unless_its_schema_is_refused(string keyword)
    {
        var (tape, judged) = (new JsonTape(), 0);
        foreach (var group in Groups(keyword))
        {
            if (CompiledSchema.Compile(group.GetProperty("schema")).Schema is not { } schema) continue;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                Assert.True(tape.Read(Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText())));
                var (expected, name) = (test.GetProperty("valid").GetBoolean(), $"{group.GetProperty("description")}: {test.GetProperty("description")}");
                Assert.True(schema.Check(tape) == expected, name);
                if (!expected) Assert.All(schema.Explain(tape), finding => Assert.NotEqual("effort", finding.Code));
                judged++;
            }
        }

        Assert.True(judged > 0 || keyword == "defs", "every schema was refused"); // 'defs' refers to the meta-schema on the network.
    }

    [Fact]
    public void Which_schemas_are_refused_and_why_is_known()
    {
        var table = new StringBuilder();
        foreach (var keyword in Keywords.Select(row => row.Data))
            foreach (var group in Groups(keyword))
                if (CompiledSchema.Compile(group.GetProperty("schema")) is { Schema: null, Mistakes: var mistakes })
                    table.Append($"{keyword} | {group.GetProperty("description")} | {group.GetProperty("tests").GetArrayLength()} | ").AppendLine(First(mistakes));
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, "refused.txt")), table.ToString(), ignoreLineEndingDifferences: true);
    }

    private static string First(IReadOnlyList<SchemaMistake> mistakes) =>
        mistakes.Where(mistake => !mistake.IsDoubt).Select(mistake => $"{mistake.Pointer} {mistake.Says}").First();

    private static JsonElement.ArrayEnumerator Groups(string keyword) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{keyword}.json"))).RootElement.EnumerateArray();
}
