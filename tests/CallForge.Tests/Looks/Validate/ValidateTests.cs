using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Tests.Validation;
using Xunit;

namespace CallForge.Tests.Looks.Validate;

public sealed class ValidateTests
{
    private const string Transcript = """
        [고객 ID] e1d00812-a13e-4cbd-a280-806d5dc3e584
        [대화날짜] 2024-11-05

        (고객) 450acd53-4a7d-4515-8fac-6413b69cd744 언제 와요?
        (AI 상담사) 확인해 볼게요.
        (function_call) [{"name": "get_order_status", "arguments": {"user_id": "e1d00812-a13e-4cbd-a280-806d5dc3e584", "order_id": "ffffffff-4a7d-4515-8fac-6413b69cd744"}}, {"name": "get_cart", "arguments": {"user_id": "e1d00812-a13e-4cbd-a280-806d5dc3e584", "page": 2}}]
        (function_response) {"order_id": "450acd53-4a7d-4515-8fac-6413b69cd744", "status": "pending", "payment_status": "unpaid", "paid_at": null, "created_at": "2024-11-05T18:48:36+09:00"}
        (function_response) null
        (AI 상담사) 지금 대기 중이라고 나와요.
        """;

    public static TheoryData<string, string> Formats => new(
        from format in new[] { "qwen", "openai", "sharegpt", "swift", "text", "text/qwen2.5", "text/qwen3", "text/qwen3.5" }
        from extension in new[] { "parquet", "jsonl" }
        select (format, extension));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rows_of_every_form_and_file_give_the_findings_of_their_transcript(string format, string extension)
    {
        using var cli = new CommandLine();
        var list = cli.Write("list.json", JsonSerializer.Serialize(new[] { Transcript, Transcript.Replace("ffffffff", "450acd53", StringComparison.Ordinal) }));
        var file = cli.PathOf($"d.{extension}");
        string[] form = format.StartsWith("text/", StringComparison.Ordinal) ? ["text", "--template", format[5..]] : [format];
        Assert.Equal(0, await cli.RunPlainAsync(["preprocess", "--input", list, "--output", file, "--check", "warn", "--format", .. form]));
        var expected = CommandLine.JsonLines(cli.PathOf("findings.jsonl")).Select(Place).ToList();
        Assert.Equal(["id_unknown", "unknown_argument", "response_value", "unknown_argument", "response_value"], expected.Select(place => place.Code));

        Assert.Equal(1, await cli.RunPlainAsync("validate", "--input", file, "--json"));
        var rows = Lines(cli.Out).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(CommandLine.JsonLines(cli.PathOf("findings.jsonl")).Select(line => line.GetProperty("id").GetString()).Distinct(), rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal(expected, rows.SelectMany(row => row.GetProperty("findings").EnumerateArray()).Select(Place));
    }

    [Fact]
    public async Task The_files_of_a_folder_are_its_own_and_nothing_is_written_unless_asked_for()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "30", "--format", "qwen,openai", "--test-share", "0.3");
        var before = Files(cli);
        Assert.Equal(0, await cli.RunAsync("validate"));
        Assert.Equal("validate: 30 conversations, 30 clean, 0 with warnings, 0 with findings that reject", cli.Out.TrimEnd());
        Assert.Equal(before, Files(cli));

        var output = cli.PathOf("found.jsonl");
        Assert.Equal(1, await cli.RunAsync("validate", "--domain", await StricterPack.ExportAsync(cli), "--output", output));
        Assert.NotEmpty(CommandLine.JsonLines(output));
        Assert.Contains("argument_value", cli.Out, StringComparison.Ordinal);
        Assert.StartsWith("validate: 30 conversations, ", Lines(cli.Out)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_an_id_is_called_by_its_index_over_all_files()
    {
        using var cli = new CommandLine();
        var rows = File.ReadLines(Path.Combine(Fixture.PathOf("contract"), "legitimate.jsonl")).Take(3).Select(line => JsonNode.Parse(line)!["row"]!.AsObject()).ToList();
        rows[1].Remove("id");
        rows[2].Remove("id");
        var (one, two) = (cli.Write("1.jsonl", rows[0].ToJsonString()), cli.Write("2.jsonl", $"{rows[1].ToJsonString()}\n\n{rows[2].ToJsonString()}\n"));
        Assert.Equal(0, await cli.RunPlainAsync("validate", "--json", "--input", one, two));
        Assert.Equal([(string)rows[0]["id"]!, "1", "2"], Lines(cli.Out).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").ToString()));
        Assert.Equal("validate: 3 conversations, 3 clean, 0 with warnings, 0 with findings that reject", Lines(cli.Error)[^1]);
    }

    /// <summary>Its tools are functions alone, texts or structs; it has no system turn.</summary>
    [Theory]
    [InlineData("""[{"name": "get_cart", "parameters": {}}]""")]
    [InlineData("\"[{\\\"type\\\": \\\"function\\\"}]\"")]
    [InlineData("null")]
    public async Task Rows_of_the_original_tool_are_read_whatever_their_tools_are(string tools)
    {
        var rows = File.ReadLines(Path.Combine(Fixture.PathOf("contract"), "legitimate.jsonl")).Select(line =>
        {
            var row = JsonNode.Parse(line)!["row"]!.AsObject();
            row["tools"] = JsonNode.Parse(tools);
            row.Remove("uid");
            return row.ToJsonString();
        });
        Assert.All(await Validated.RowsAsync(rows), row => Assert.Empty(row.GetProperty("findings").EnumerateArray()));
    }

    [Fact]
    public async Task A_conversation_may_be_too_long()
    {
        var line = File.ReadLines(Path.Combine(Fixture.PathOf("contract"), "legitimate.jsonl")).Take(1).Select(text => JsonDocument.Parse(text).RootElement.GetProperty("row").GetRawText()).ToList();
        Assert.Equal(["too_long"], Validated.Codes((await Validated.RowsAsync(line, "--max-tokens", "300"))[0]).Select(finding => finding.Code));
        Assert.Empty(Validated.Codes((await Validated.RowsAsync(line, "--max-tokens", "100000"))[0]));
    }

    public static TheoryData<string> Hostile =>
    [
        "", "null", "[]", "{}", "{\"messages\": 5}", "{\"messages\": []}", "{\"messages\": [5, null, []]}", "{not json", "\u0000", "{\"messages\": [{\"role\": 7, \"content\": {\"a\": 1}}]}",
        "{\"messages\": \"[{\\\"role\\\": \\\"user\\\"}]\"}", "{\"text\": \"<|im_start|>user\\n안녕\"}", "{\"text\": \"안녕\"}", Call("[1, 2, 3]"), Call("{\"name\": 5, \"arguments\": [[]]}"),
        Call("{\"name\": [], \"arguments\": null}"), Call("{\"name\": \"get_cart\", \"arguments\": \"{}\"}"), Call(new string('[', 100_000)), Call("{\"name\": \"get_cart\", \"arguments\": " + Nested(90) + "}"),
        Call("{\"name\": \"get_cart\", \"arguments\": {\"user_id\": 1e999}}"), Call("<function=get_cart>\n<parameter=user_id>\n5\n</function>"), Call("<function=>"), Call("{\"name\": \"\\ud800\", \"arguments\": {}}"),
        Messages(("user", "<tool_response>"), ("assistant", "<tool_call>"), ("assistant", "</tool_call><tool_call>"), ("tool", ""), ("system", "나중")),
        Messages(("user", new string('가', 350_000)), ("assistant", string.Concat(Enumerable.Repeat("가나다라마바사 ", 50_000)))),
        Messages([.. Enumerable.Range(0, 10_000).Select(i => i % 2 == 0 ? ("user", $"{i}번") : ("assistant", $"{i} ffffffff-4a7d-4515-8fac-{i:000000000000}"))]),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Nothing_that_stands_in_a_row_stops_it(string row)
    {
        using var cli = new CommandLine();
        var clean = JsonNode.Parse(File.ReadLines(Path.Combine(Fixture.PathOf("contract"), "legitimate.jsonl")).First())!["row"]!.ToJsonString();
        var code = await cli.RunPlainAsync("validate", "--json", "--input", cli.Write("rows.jsonl", $"{row}\n{clean}\n"));
        Assert.Contains(code, row.Length is 0 ? [0] : new[] { 0, 1 });
        var lines = Lines(cli.Out);
        Assert.Equal(row.Length == 0 ? 1 : 2, lines.Length);
        Assert.Empty(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_no_Parquet_is_told_in_a_sentence()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunPlainAsync("validate", "--input", cli.PathOf("no.jsonl")));
        Assert.StartsWith($"error: Cannot read '{cli.PathOf("no.jsonl")}': there is no such file;", cli.Error, StringComparison.Ordinal);
        Assert.Equal(1, await cli.RunPlainAsync("validate", "--input", cli.Write("broken.parquet", "PAR1 and no more")));
        Assert.StartsWith($"error: '{cli.PathOf("broken.parquet")}' cannot be read as Parquet:", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunPlainAsync("validate", "--input", cli.PathOf("no.jsonl"), "--check", "loose"));
    }

    private static (string? Code, int Turn, int? Block, string? Pointer, string? Evidence) Place(JsonElement finding) => (
        finding.GetProperty("code").GetString(), finding.GetProperty("turn").GetInt32(), finding.GetProperty("block").ValueKind == JsonValueKind.Null ? null : finding.GetProperty("block").GetInt32(),
        finding.GetProperty("pointer").GetString(), finding.GetProperty("evidence").GetString());

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static List<(string, DateTime)> Files(CommandLine cli) =>
        [.. Directory.EnumerateFiles(cli.Data.DirPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (file, File.GetLastWriteTimeUtc(file)))];

    private static string Call(string inside) => Messages(("user", "장바구니 보여 줘"), ("assistant", $"<tool_call>\n{inside}\n</tool_call>"), ("user", "<tool_response>\nnull\n</tool_response>"), ("assistant", "비어 있어요."));

    private static string Messages(params (string Role, string Content)[] messages) =>
        new JsonObject { ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]) }.ToJsonString();

    private static string Nested(int levels) => new StringBuilder().Insert(0, "{\"a\": ", levels).Append('1').Append('}', levels).ToString();
}
