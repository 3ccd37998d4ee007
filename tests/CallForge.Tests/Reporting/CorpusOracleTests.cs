using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Files;
using Xunit;

namespace CallForge.Tests.Reporting;

/// <summary>The figures of simulated conversations, counted a second time from the texts of the rows.</summary>
public sealed partial class CorpusOracleTests
{
    [Fact]
    public async Task The_figures_are_those_of_the_rows()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "120");
        await cli.RunAsync("preprocess", "--output", Path.Combine(cli.Data.DirPath, "d.jsonl"));
        var corpus = Report.Load(cli.Data.ReportFilePath)!.Corpus!;
        var rows = CommandLine.JsonLines(Path.Combine(cli.Data.DirPath, "d.jsonl")).Select(row => new TextRow(row)).ToList();
        Assert.Equal(120, rows.Count);

        AssertTexts(corpus.Openings, rows.Select(row => row.Users[0]));
        AssertTexts(corpus.Closings, rows.Select(row => row.Assistants[^1]));
        AssertTexts(corpus.ClosingSentences, rows.Select(row => AfterSentence().Split(row.Assistants[^1])[^1]));
        Assert.Equal(Histogram(rows.Select(row => row.Calls.Count)), corpus.Calls());
        Assert.Equal(Histogram(rows.Select(row => row.Users.Count(text => !text.StartsWith("<tool_response>", StringComparison.Ordinal)))), corpus.CustomerTurns());
        Assert.Equal(Histogram(rows.SelectMany(row => row.CallsPerTurn).Where(count => count > 0)), corpus.CallsPerTurn);
        Assert.All(corpus.ScenarioTypes, type =>
            Assert.Equal(Histogram(rows.Where(row => row.ScenarioType == type.Key).Select(row => row.Calls.Count)), type.Value.Calls));
        Assert.Equal(11, corpus.Functions.Count);
        Assert.All(corpus.Functions, function => AssertFunction(function, rows));
        Assert.Equal(120, corpus.Scenarios!.Manners.Values.Sum(manner => manner.Accepted));
    }

    private static void AssertTexts(TextFigures figures, IEnumerable<string> texts)
    {
        var counts = texts.GroupBy(text => text).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(counts.Count, figures.Different);
        Assert.Equal(counts.Values.Where(count => count > 1).OrderDescending().Take(10), figures.MostFrequent.Select(text => text.Count));
        Assert.All(figures.MostFrequent, text => Assert.Equal(counts[text.Text], text.Count));
    }

    private static void AssertFunction(FunctionFigures function, List<TextRow> rows)
    {
        var calls = rows.SelectMany(row => row.Calls).Where(call => call.Name == function.Name).ToList();
        Assert.Equal((calls.Count, rows.Count(row => row.Calls.Any(call => call.Name == function.Name))), (function.Calls, function.Conversations));
        Assert.All(function.Parameters, parameter =>
        {
            var used = calls.Count(call => call.Arguments.TryGetProperty(parameter.Name, out _));
            Assert.Equal((used, calls.Count - used), (parameter.Used, parameter.Omitted));
        });
        var errors = calls.Where(call => call.Response.Contains("{\"error\": {\"code\"", StringComparison.Ordinal));
        Assert.Equal(errors.Count(), function.Errors.Values.Sum());
        Assert.All(function.Errors, error => Assert.Equal(calls.Count(call => call.Response.Contains($"{{\"error\": {{\"code\": \"{error.Key}\"", StringComparison.Ordinal)), error.Value));
    }

    private static SortedDictionary<int, int> Histogram(IEnumerable<int> numbers) => new(numbers.GroupBy(number => number).ToDictionary(group => group.Key, group => group.Count()));

    [GeneratedRegex(@"(?<=[.!?]) |\n")]
    private static partial Regex AfterSentence();

    private sealed partial class TextRow
    {
        public TextRow(JsonElement row)
        {
            var messages = row.GetProperty("messages").EnumerateArray().Select(message => (Role: message.GetProperty("role").GetString()!, Content: message.GetProperty("content").GetString()!)).ToList();
            ScenarioType = row.GetProperty("scenario_type").GetString()!;
            Users = [.. messages.Where(message => message.Role == "user").Select(message => message.Content)];
            Assistants = [.. messages.Where(message => message.Role == "assistant").Select(message => message.Content)];
            var responses = Users.SelectMany(text => Response().Matches(text)).Select(match => match.Groups[1].Value).ToList();
            CallsPerTurn = [.. Assistants.Select(text => Call().Count(text))];
            Calls = [.. Assistants.SelectMany(text => Call().Matches(text)).Zip(responses, (match, response) =>
                (match.Groups[1].Value, JsonDocument.Parse(match.Groups[2].Value).RootElement, response))];
        }

        public string ScenarioType { get; }
        public List<string> Users { get; }
        public List<string> Assistants { get; }
        public List<int> CallsPerTurn { get; }
        public List<(string Name, JsonElement Arguments, string Response)> Calls { get; }

        [GeneratedRegex("""<tool_call>\n\{"name": "(\w+)", "arguments": (.*)\}\n</tool_call>""")]
        private static partial Regex Call();

        [GeneratedRegex("""<tool_response>\n(.*)\n</tool_response>""")]
        private static partial Regex Response();
    }
}
