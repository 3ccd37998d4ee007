using System.Text.Json;
using CallForge.Files;
using CallForge.Tests.Validation;
using Xunit;

namespace CallForge.Tests.Preprocess;

/// <summary>What the ladder does to a dataset.</summary>
public sealed class FindingsTests
{
    [Fact]
    public async Task A_conversation_with_a_finding_that_rejects_gives_no_row_and_says_where()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "40");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--domain", await StricterPack.ExportAsync(cli)));

        var findings = CommandLine.JsonLines(cli.Data.FindingsFilePath).ToList();
        var rejected = CommandLine.JsonLines(cli.Data.RejectedFilePath).ToList();
        Assert.NotEmpty(rejected);
        Assert.All(findings, finding => Assert.Equal(("argument_value", "reject", "/arguments/query"), (Text(finding, "code"), Text(finding, "severity"), Text(finding, "pointer"))));
        Assert.Equal(findings.Select(finding => Text(finding, "id")).Distinct(), rejected.Select(one => Text(one, "id")));
        Assert.All(rejected, one => Assert.Contains("search_restaurants", string.Join('\n', Text(one, "transcript").Split('\n')[(one.GetProperty("line").GetInt32() - 1)..]), StringComparison.Ordinal));

        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.True(report.Funnel.Balances);
        Assert.Equal((40 - rejected.Count, rejected.Count), (report.Funnel.Accepted, report.Funnel.Rejected));
        Assert.Equal(["form", "schema", "provenance"], report.Checks!.Rungs);
        Assert.Equal(new FindingFigures(rejected.Count, rejected.Count, findings.Count), report.Checks.Findings["argument_value"]);
        Assert.Equal(rejected.Count, report.Checks.Rejections.Values.Sum(codes => codes["argument_value"]));
        Assert.Contains("times the mean", cli.Out, StringComparison.Ordinal);
        Assert.All(report.ScenarioTypes.Where(type => report.LosesMore(type.Key)), type => Assert.True(type.Value.Loss >= 1.2 * report.Funnel.Loss));
        Assert.Equal(0, await cli.RunAsync("report"));
        Assert.Contains("checked for form, schema, provenance", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "", 0, 0)]
    [InlineData("warn", "", 0, 1)]
    [InlineData("default", "\nchecks: {argument_value: warn}\n", 0, 1)]
    [InlineData("default", "\nchecks: {argument_value: off}\n", 0, 0)]
    [InlineData("strict", "\nchecks: {argument_value: warn}\n", 1, 1)]
    [InlineData("strict", "\nchecks: {argument_value: off}\n", 0, 0)]
    public async Task The_command_and_the_pack_say_how_severe_a_finding_is(string check, string contract, int rejects, int tells)
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--domain", await StricterPack.ExportAsync(cli, contract), "--check", check));
        Assert.Equal((rejects > 0, tells > 0), (File.ReadLines(cli.Data.RejectedFilePath).Any(), File.ReadLines(cli.Data.FindingsFilePath).Any()));
        Assert.Equal(check, Report.Load(cli.Data.ReportFilePath)!.Checks!.Level);
    }

    [Fact]
    public async Task What_a_person_allows_passes_and_is_counted()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var pack = await StricterPack.ExportAsync(cli);
        await cli.RunAsync("preprocess", "--domain", pack);
        var ids = CommandLine.JsonLines(cli.Data.RejectedFilePath).Select(line => Text(line, "id")).ToList();
        File.WriteAllText(cli.Data.AllowFilePath, $"# looked at\n\n{ids[0]} # allow: argument_value, loop\n{ids[1]}  # allow: loop\n");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--domain", pack));
        Assert.Equal(ids[1..], CommandLine.JsonLines(cli.Data.RejectedFilePath).Select(line => Text(line, "id")));
        Assert.True(Report.Load(cli.Data.ReportFilePath)!.Checks!.Allowed["argument_value"] >= 1);

        File.WriteAllText(cli.Data.AllowFilePath, $"{ids[0]} # allow: argument_valu\n");
        Assert.Equal(2, await cli.RunAsync("preprocess", "--domain", pack));
        Assert.Contains($"error: '{cli.Data.AllowFilePath}:1' allows 'argument_valu', which is no code of a finding;", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_makes_its_dataset_anew_only_if_it_is_checked_in_another_way()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "10");
        Assert.NotNull(Report.Load(cli.Data.ReportFilePath)!.Provenance.ChecksSha256);
        await cli.RunLocalAsync("--count", "10");
        Assert.Contains("preprocess: nothing to do", cli.Error, StringComparison.Ordinal);
        await cli.RunLocalAsync("--count", "10", "--check", "strict");
        Assert.DoesNotContain("preprocess: nothing to do", cli.Error, StringComparison.Ordinal);
        File.WriteAllText(cli.Data.AllowFilePath, "x # allow: loop\n");
        await cli.RunLocalAsync("--count", "10", "--check", "strict");
        Assert.DoesNotContain("preprocess: nothing to do", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_rejected_for_a_finding_can_be_sent_again()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var pack = await StricterPack.ExportAsync(cli);
        await cli.RunAsync("preprocess", "--domain", pack);
        var count = File.ReadLines(cli.Data.RejectedFilePath).Count();
        foreach (var reason in new[] { "rejected", "finding:loop" })
        {
            Assert.Equal(0, await cli.RunAsync("retry", "--reason", reason));
            Assert.Equal("Nothing to send again.", cli.Out.TrimEnd());
            await cli.RunAsync("preprocess", "--domain", pack);
        }

        Assert.Equal(2, await cli.RunAsync("retry", "--reason", "finding:lop"));
        Assert.Contains("did you mean 'loop'?", cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await cli.RunAsync("retry", "--reason", "finding:argument_value", "--wait"));
        Assert.Contains($"{count} requests sent again", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mix", "gold", "--count", "80")]
    [InlineData("--mix", "classic", "--count", "100")]
    [InlineData("--count", "300")]
    public async Task The_simulated_teacher_gives_no_finding(params string[] options)
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync([.. options, "--check", "strict"]));
        Assert.Empty(File.ReadAllText(cli.Data.FindingsFilePath) + File.ReadAllText(cli.Data.RejectedFilePath));
    }

    [Fact]
    public async Task A_pack_without_a_contract_is_checked_too()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--domain", Fixture.PathOf("domains/library"), "--count", "100", "--check", "strict"));
        Assert.Empty(File.ReadAllText(cli.Data.FindingsFilePath));
        Assert.True(Report.Load(cli.Data.ReportFilePath)!.ToolCalls.Count > 0);
    }

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;
}
