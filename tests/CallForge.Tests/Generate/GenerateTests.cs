using System.Text.Json;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.Generate;

public sealed class GenerateTests
{
    [Fact]
    public async Task The_same_options_make_the_same_bytes_and_another_seed_makes_others()
    {
        using var first = new CommandLine();
        using var second = new CommandLine();
        using var other = new CommandLine();
        await first.RunAsync("generate-batch", "--count", "25", "--chitchat", "none");
        await second.RunAsync("generate-batch", "--count", "25", "--chitchat", "none");
        await other.RunAsync("generate-batch", "--count", "25", "--chitchat", "none", "--seed", "43");
        Assert.Equal(File.ReadAllBytes(first.Data.BatchInputFilePath), File.ReadAllBytes(second.Data.BatchInputFilePath));
        Assert.NotEqual(Ids(first), Ids(other));
    }

    [Theory]
    [InlineData("responses", "gpt-5-2025-08-07")]
    [InlineData("responses", "gpt-6-luna")]
    [InlineData("chat", "gpt-5-2025-08-07")]
    [InlineData("chat", "gpt-6-luna")]
    public async Task All_lines_are_the_same_but_for_the_id_and_the_scenario_at_the_end(string endpoint, string model)
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "12", "--chitchat", "none", "--endpoint", endpoint, "--model", model);
        var lines = File.ReadAllLines(cli.Data.BatchInputFilePath);
        var constants = lines.Select(line => line[line.IndexOf("\"method\"", StringComparison.Ordinal)..line.LastIndexOf("<scenario>", StringComparison.Ordinal)]);
        Assert.Single(constants.Distinct());
        Assert.All(lines, line =>
        {
            var request = JsonDocument.Parse(line).RootElement;
            Assert.Equal(["custom_id", "method", "url", "body"], request.EnumerateObject().Select(member => member.Name));
            Assert.Equal($"/v1/{(endpoint == "chat" ? "chat/completions" : "responses")}", request.GetProperty("url").GetString());
            Assert.Matches("^[ -~]{1,64}$", request.GetProperty("custom_id").GetString());
            var body = request.GetProperty("body");
            Assert.Equal(model, body.GetProperty("model").GetString());
            Assert.Equal(endpoint != "chat", body.TryGetProperty("store", out var isStored) && isStored.ValueKind == JsonValueKind.False);
            Assert.False(body.TryGetProperty("tools", out _));
        });
    }

    [Fact]
    public async Task A_model_that_caches_at_breakpoints_gets_one_after_the_constant_part()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "1", "--chitchat", "none", "--model", "gpt-6-luna");
        var body = CommandLine.JsonLines(cli.Data.BatchInputFilePath).Single().GetProperty("body");
        Assert.Equal("explicit", body.GetProperty("input")[0].GetProperty("content")[0].GetProperty("prompt_cache_breakpoint").GetProperty("mode").GetString());
        Assert.False(body.GetProperty("input")[1].GetProperty("content")[0].TryGetProperty("prompt_cache_breakpoint", out _));
        Assert.Equal("explicit", body.GetProperty("prompt_cache_options").GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Limits_and_effort_are_passed_on_in_the_words_of_the_endpoint()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("generate-batch", "--count", "1", "--chitchat", "none", "--max-output-tokens", "9000", "--reasoning-effort", "low");
        var body = CommandLine.JsonLines(cli.Data.BatchInputFilePath).Single().GetProperty("body");
        Assert.Equal(9000, body.GetProperty("max_output_tokens").GetInt32());
        Assert.Equal("low", body.GetProperty("reasoning").GetProperty("effort").GetString());
        await cli.RunAsync("generate-batch", "--count", "1", "--chitchat", "none", "--max-output-tokens", "9000", "--reasoning-effort", "low", "--endpoint", "chat");
        body = CommandLine.JsonLines(cli.Data.BatchInputFilePath).Single().GetProperty("body");
        Assert.Equal(9000, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal("low", body.GetProperty("reasoning_effort").GetString());
    }

    [Theory]
    [InlineData("Q,A,label\n12시 땡!,하루가 또 가네요.,0\n")]
    [InlineData("Q,A,label\n")]
    [InlineData("\uFEFFQ\n\"쉼표, 그리고 \"\"따옴표\"\"\"\n\n   \n")]
    public async Task The_count_is_kept_whatever_the_chitchat_file_holds(string csv)
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "230", "--mix", "classic", "--chitchat", cli.Write("talk.csv", csv)));
        Assert.Equal(230, Ids(cli).Distinct().Count());
    }

    [Fact]
    public async Task Chitchat_is_sampled_over_the_whole_file_and_repeats_only_when_all_is_used()
    {
        using var cli = new CommandLine();
        var csv = cli.Write("talk.csv", "Q,A\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"말 {i:0000},답\n")));
        await cli.RunAsync("generate-batch", "--count", "100", "--mix", "classic", "--chitchat", csv);
        var drawn = Scenarios(cli).SelectMany(scenario => scenario.Chitchat).ToList();
        Assert.Equal(100, drawn.Distinct().Count());
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.InRange(drawn.Count(line => int.Parse(line[2..]) / 250 == quarter), 10, 40));
    }

    [Fact]
    public async Task Without_a_network_the_packs_own_lines_are_used_with_a_warning_and_kept()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "10", "--chitchat", "http://127.0.0.1:9/talk.csv"));
        Assert.Contains("warning: cannot download", cli.Error, StringComparison.Ordinal);
        var first = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "10", "--chitchat", "http://127.0.0.1:9/talk.csv"));
        Assert.DoesNotContain("warning", cli.Error, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllBytes(cli.Data.BatchInputFilePath));
    }

    [Fact]
    public async Task The_real_chitchat_file_is_read_whole()
    {
        Assert.SkipUnless(File.Exists(Shared.Chitchat), "needs ../shared");
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "10", "--chitchat", Shared.Chitchat));
        Assert.Equal(11823, Files.RunFile.Load(cli.Data.RunFilePath)!.Chitchat!.Lines);
    }

    [Fact]
    public async Task Requests_that_were_submitted_are_not_replaced_by_those_of_another_run()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var before = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        Assert.Equal(2, await cli.RunLocalAsync("--count", "20", "--seed", "43"));
        Assert.Contains("another --dir", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunLocalAsync("--count", "10"));
        Assert.Contains("would drop some of them", cli.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(cli.Data.BatchInputFilePath));
    }

    [Theory]
    [InlineData("--count", "0")]
    [InlineData("--count", "-1")]
    [InlineData("--count", "many")]
    [InlineData("--count", "99999999999")]
    [InlineData("--domain", "no-such-pack")]
    [InlineData("--mix", "no-such-mix")]
    [InlineData("--endpoint", "embeddings")]
    [InlineData("--chitchat", "no-such-file.csv")]
    [InlineData("--no-such-option", "1")]
    public async Task A_wrong_option_is_refused_with_its_value_and_exit_code_2(string option, string value)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync(option == "--chitchat" ? ["generate-batch", option, value] : ["generate-batch", "--chitchat", "none", option, value]));
        Assert.Contains(option == "--no-such-option" ? option : value, cli.Error, StringComparison.Ordinal);
        Assert.Single(cli.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(cli.Data.BatchInputFilePath));
    }

    [Fact]
    public async Task A_chitchat_file_in_another_encoding_or_without_the_column_is_refused()
    {
        using var cli = new CommandLine();
        File.WriteAllBytes(cli.PathOf("cp949.csv"), [(byte)'Q', (byte)'\n', 0xB0, 0xA1, (byte)'\n']);
        Assert.Equal(2, await cli.RunAsync("generate-batch", "--chitchat", cli.PathOf("cp949.csv")));
        Assert.Contains("not UTF-8", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("generate-batch", "--chitchat", cli.Write("other.csv", "A,B\n1,2\n")));
        Assert.Contains("no column 'Q'", cli.Error, StringComparison.Ordinal);
    }

    private static List<string> Ids(CommandLine cli) => [.. CommandLine.JsonLines(cli.Data.BatchInputFilePath).Select(line => line.GetProperty("custom_id").GetString()!)];

    private static IEnumerable<Scenario> Scenarios(CommandLine cli) =>
        CommandLine.JsonLines(cli.Data.BatchInputFilePath).Select(line => ScenarioBlock.Find(line.GetProperty("body").GetProperty("input").GetString()!)!);
}
