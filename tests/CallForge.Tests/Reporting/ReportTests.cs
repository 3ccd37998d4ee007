using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public async Task Conversations_that_can_be_counted_by_hand_are_printed_as_counted()
    {
        using var cli = new CommandLine();
        HandMadeRun.Write(cli);
        Assert.Equal(0, await cli.RunAsync("preprocess", "--check", "off"));
        Assert.Equal(0, await cli.RunAsync("report"));
        var pools = cli.Out.IndexOf("\nmanners", StringComparison.Ordinal); // From there on it lists what the pack has.
        Assert.Equal(File.ReadAllText(Fixture.PathOf("report.txt")), cli.Out[..pools]);
        Assert.Contains("\n  polite          3         1   33.3 %\n  casual          2         2  100.0 %\nmanners not requested:", cli.Out[pools..], StringComparison.Ordinal);
        Assert.Contains("\nchains: none requested\n", cli.Out[pools..], StringComparison.Ordinal);
        Assert.Contains("\n  search-by-dish          2         1   50.0 %\n  cart-add                2         2  100.0 %\ntopics not requested:\n  ", cli.Out[pools..], StringComparison.Ordinal);
        Assert.Equal("", cli.Error);
    }

    [Fact]
    public async Task Transcripts_without_requests_are_counted_alike_and_nothing_is_told_of_scenarios()
    {
        using var cli = new CommandLine();
        HandMadeRun.Write(cli);
        await cli.RunAsync("preprocess", "--check", "off");
        var joined = Report.Load(cli.Data.ReportFilePath)!.Corpus!;
        File.Delete(cli.Data.ResultsFilePath);
        await cli.RunAsync("preprocess", "--check", "off");
        var alone = Report.Load(cli.Data.ReportFilePath)!.Corpus!;
        Assert.Null(alone.Scenarios);
        Assert.Equal("unknown", Assert.Single(alone.ScenarioTypes).Key);
        Assert.Equal(Json(joined with { Scenarios = null, ScenarioTypes = alone.ScenarioTypes }), Json(alone));
        await cli.RunAsync("report");
        Assert.DoesNotContain("manners", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_shows_at_what_was_drawn()
    {
        using var cli = new CommandLine();
        HandMadeRun.Write(cli);
        await cli.RunAsync("preprocess", "--check", "off");
        var scenarios = Report.Load(cli.Data.ReportFilePath)!.Corpus!.Scenarios!;
        Assert.Equal(new(2, 1, 1, 0, 0), scenarios.Drawn["topics"]["search-by-dish"]);
        Assert.Equal(new(1, 0, 0, 1, 0), scenarios.Drawn["unknown"]["no-such-topic"]);
        Assert.Equal(Funnel.Empty, scenarios.Drawn["chains"]["order-full"]);
        Assert.Equal((new(3, 1, 1, 1, 0), Funnel.Empty), (scenarios.Manners["polite"], scenarios.Manners["elderly"]));
        Assert.Equal((new(2, 1, 1, 0, 0), new(3, 2, 0, 1, 0)), (scenarios.Complaints["yes"], scenarios.Complaints["no"]));
    }

    [Fact]
    public async Task The_order_of_the_conversations_changes_no_figure()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "150");
        var transcripts = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(cli.Data.ResultListFilePath))!;
        var figures = new List<string>();
        foreach (var order in new[] { transcripts, [.. transcripts.Reverse()], [.. transcripts.Order(StringComparer.Ordinal)] })
        {
            var list = cli.Write("other/list.json", JsonSerializer.Serialize(order));
            Assert.Equal(0, await cli.RunAsync("preprocess", "--check", "off", "--input", list, "--output", cli.PathOf("other/d.jsonl")));
            figures.Add(Json(Report.Load(cli.PathOf("other/report.json"))!.Corpus!));
        }

        Assert.Single(figures.Distinct());
    }

    [Fact]
    public async Task Report_as_JSON_is_the_file()
    {
        using var cli = new CommandLine();
        HandMadeRun.Write(cli);
        await cli.RunAsync("preprocess", "--check", "off");
        Assert.Equal(0, await cli.RunAsync("report", "--json"));
        Assert.Equal(File.ReadAllText(cli.Data.ReportFilePath), cli.Out);
        var corpus = JsonDocument.Parse(cli.Out).RootElement.GetProperty("corpus");
        Assert.Equal(
            ["openings", "closings", "closing_sentences", "scenario_types", "calls_per_turn", "parallel_conversations", "functions", "scenarios"],
            corpus.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            """{"name":"query","required":false,"used":1,"omitted":0}""",
            JsonSerializer.Serialize(corpus.GetProperty("functions")[0].GetProperty("parameters")[0]));
    }

    [Fact]
    public async Task Without_a_dataset_the_remedy_is_told()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("report"));
        Assert.Contains($"There is no '{cli.Data.ReportFilePath}': make a dataset with callforge run", cli.Error, StringComparison.Ordinal);
        Assert.Equal("", cli.Out);
    }

    [Fact]
    public async Task A_report_of_an_older_version_says_what_it_lacks()
    {
        using var cli = new CommandLine();
        HandMadeRun.Write(cli);
        await cli.RunAsync("preprocess", "--check", "off");
        var report = JsonNode.Parse(File.ReadAllText(cli.Data.ReportFilePath))!.AsObject();
        report.Remove("corpus");
        File.WriteAllText(cli.Data.ReportFilePath, report.ToJsonString());
        Assert.Equal(0, await cli.RunAsync("report"));
        Assert.Contains("did not count openings", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"callforge preprocess --dir {cli.Data.DirPath}", cli.Error, StringComparison.Ordinal);
        Assert.Contains("  accepted                               3", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("openings", cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("report", "--json"));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(cli.Out).RootElement.GetProperty("corpus").ValueKind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"funnel\": 3}")]
    [InlineData("")]
    public async Task A_damaged_report_is_told_in_one_sentence(string text)
    {
        using var cli = new CommandLine();
        cli.Write("data/report.json", text);
        Assert.Equal(1, await cli.RunAsync("report"));
        Assert.Contains("is not the JSON that callforge wrote", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_the_teacher_cannot_steer_the_terminal()
    {
        using var cli = new CommandLine();
        var head = "[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) 안녕\n";
        var call = "(function_call) {\"name\": \"get_cart\", \"arguments\": {}}\n(function_response) {\"error\": {\"code\": \"\\u202e[2J\\u202e\"}}\n";
        var transcript = $"{head}{call}(AI 상담사) \u202e거꾸로\u2028줄\n{new string('가', 500)}";
        cli.Write("data/result_lst.json", JsonSerializer.Serialize(new[] { transcript, transcript }));
        await cli.RunAsync("preprocess", "--check", "off");
        await cli.RunAsync("report");
        Assert.Contains("'<U+202E>거꾸로<U+2028>줄␊가가", cli.Out, StringComparison.Ordinal);
        Assert.Contains("    <U+202E>[2J<U+202E>", cli.Out, StringComparison.Ordinal);
        foreach (var output in new[] { cli.Out, File.ReadAllText(cli.Data.ReportFilePath) })
            Assert.DoesNotContain(output, character => (char.IsControl(character) && character != '\n') || (output == cli.Out && character is '\u202e' or '\u2028'));
        Assert.All(cli.Out.Split('\n'), line => Assert.True(TextTable.Width(line) <= 100, line));
    }

    [Fact]
    public async Task Error_codes_without_end_are_counted_together()
    {
        using var cli = new CommandLine();
        var calls = Enumerable.Range(0, 300).Select(i =>
            $"(function_call) {{\"name\": \"get_cart\", \"arguments\": {{}}}}\n(function_response) {{\"error\": {{\"code\": \"{i:000}{new string('x', 5000)}\"}}}}\n");
        var transcript = $"[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) 안녕\n{string.Concat(calls)}(AI 상담사) 네";
        cli.Write("data/result_lst.json", JsonSerializer.Serialize(new[] { transcript }));
        await cli.RunAsync("preprocess", "--check", "off");
        var errors = Report.Load(cli.Data.ReportFilePath)!.Corpus!.Functions.Single(function => function.Name == "get_cart").Errors;
        Assert.Equal((101, 300, 200), (errors.Count, errors.Values.Sum(), errors["(other codes)"]));
        Assert.All(errors.Keys, code => Assert.True(code.Length <= 64));
    }

    private static string Json(CorpusFigures figures) => JsonFile.Text(figures, JsonFile.Types.CorpusFigures);
}
