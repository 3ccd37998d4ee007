using CallForge.Domains;
using CallForge.Files;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers.Generic;

public sealed class AnyDomainTests
{
    [Fact]
    public async Task A_small_english_pack_runs_the_whole_pipeline()
    {
        using var whole = new CommandLine();
        Assert.Equal(0, await whole.RunLocalAsync("--count", "200", "--domain", PackFolder.Library));
        var report = Report.Load(whole.Data.ReportFilePath)!;
        Assert.Equal(new(200, 200, 0, 0, 0), report.Funnel);
        Assert.Empty(report.Repairs);

        using var steps = new CommandLine();
        Assert.Equal(0, await steps.RunAsync("generate-batch", "--count", "200", "--domain", PackFolder.Library, "--chitchat", "none"));
        Assert.Equal(0, await steps.RunAsync("submit-batch", "--provider", "local", "--wait"));
        Assert.Equal(0, await steps.RunAsync("retrieve-batch"));
        Assert.Equal(0, await steps.RunAsync("preprocess"));
        Assert.Equal(File.ReadAllBytes(whole.Data.DatasetFilePath), File.ReadAllBytes(steps.Data.DatasetFilePath));
    }

    [Fact]
    public async Task A_pack_that_is_gone_is_told_in_one_sentence()
    {
        using var cli = new CommandLine();
        string path;
        using (var pack = PackFolder.CopyOf(PackFolder.Library))
        {
            path = pack.Path;
            Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "3", "--domain", path));
        }

        Assert.Equal(2, await cli.RunAsync("submit-batch", "--provider", "local"));
        Assert.Contains($"There is no domain pack '{path}'", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_pack_with_other_functions_is_not_acted_by_the_script()
    {
        using var pack = PackFolder.CopyOf("delivery-ko", (name, text) => name == "tools.json" ? text.Replace("\"only_open\"", "\"open_now\"", StringComparison.Ordinal) : text);
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "60", "--domain", pack.Path, "--check", "off"));
        Assert.Equal(60, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
        Assert.DoesNotContain("\\\"only_open\\\": true", File.ReadAllText(cli.Data.ResultListFilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_pack_with_the_same_functions_is_acted_by_the_script()
    {
        using var pack = PackFolder.CopyOf("delivery-ko", (name, text) => name == "tools.json" ? text.Replace("조건에 맞는 음식점을 검색한다.", "음식점을 찾는다.", StringComparison.Ordinal) : text);
        var scenario = new Played(DomainPackReader.Read(pack.Path)).Texts(1).First().Scenario;
        var prompt = ScenarioBlock.Write(scenario);
        Assert.Equal(CallForge.LocalServer.Teachers.SimulatedTeacher.Load().Answer(prompt), CallForge.LocalServer.Teachers.SimulatedTeacher.Load(pack.Path).Answer(prompt));
    }
}
