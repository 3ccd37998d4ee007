using System.Text.Json;
using CallForge.Files;
using CallForge.LocalServer;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.Run;

/// <summary>A teacher that departs from the grammar in every answer, through the whole pipeline.</summary>
public sealed class DeviatingTeacherTests
{
    private static readonly string[] Harmless = ["label-bold", "preface", "closing-note", "code-fence", "decomposed-hangul", "crlf", "json-escaped", "metadata-missing", "label-full-width"];

    [Fact]
    public async Task Every_answer_is_accepted_whole_or_rejected_whole_and_nothing_is_silent()
    {
        using var cli = await RunAsync(Deviations.Names);
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.Equal(200, report.Funnel.Requested);
        Assert.Equal(200, report.Funnel.Accepted + report.Funnel.Rejected);
        Assert.InRange(report.Funnel.Accepted, 60, 160);

        var transcripts = CommandLine.JsonLines(cli.Data.ResultsFilePath).ToDictionary(Id, line => line.GetProperty("transcript").GetString()!);
        var rejected = CommandLine.JsonLines(cli.Data.RejectedFilePath).ToList();
        Assert.Equal(report.Funnel.Rejected, rejected.Count);
        Assert.All(rejected, line => CheckRejection(line, transcripts[line.GetProperty("id").GetString()!]));
        Assert.Equal(report.Rejections.Values.Sum(), rejected.Count);

        var repairs = CommandLine.JsonLines(cli.Data.RepairsFilePath).ToList();
        Assert.Equal(report.Repairs.Values.Sum(), repairs.Count);
        Assert.All(repairs, line => Assert.Contains(line.GetProperty("id").GetString()!, transcripts));
        Assert.True(report.Repairs.Count >= 8, string.Join(", ", report.Repairs.Keys));
        Assert.True(report.Rejections.Count >= 10, string.Join(", ", report.Rejections.Keys));
    }

    [Fact]
    public async Task Harmless_deviations_make_the_dataset_of_a_teacher_without_them()
    {
        using var clean = await RunAsync([]);
        using var deviating = await RunAsync(Harmless);
        Assert.Equal(new(200, 200, 0, 0, 0), Report.Load(deviating.Data.ReportFilePath)!.Funnel);
        Assert.NotEqual(File.ReadAllBytes(clean.Data.ResultListFilePath), File.ReadAllBytes(deviating.Data.ResultListFilePath));
        Assert.Equal(File.ReadAllBytes(clean.Data.DatasetFilePath), File.ReadAllBytes(deviating.Data.DatasetFilePath));
    }

    private static void CheckRejection(JsonElement line, string transcript)
    {
        Assert.Matches("^[a-z_]+$", line.GetProperty("code").GetString());
        Assert.NotEmpty(line.GetProperty("message").GetString()!);
        Assert.InRange(line.GetProperty("line").GetInt32(), 0, transcript.Split('\n', '\r', '\u2028').Length);
        Assert.NotNull(line.GetProperty("excerpt").GetString());
        Assert.Equal(transcript, line.GetProperty("transcript").GetString());
    }

    /// <summary>Runs 200 requests against a server whose teacher writes one of these deviations into each answer.</summary>
    private static async Task<CommandLine> RunAsync(IReadOnlyList<string> deviations)
    {
        using var state = new TempFolder();
        var teacher = SimulatedTeacher.Load();
        var options = new LocalServerOptions(state.Path, Port: 0, TimeProvider.System, new Teacher.Simulated(prompt => Deviate(teacher.Answer(prompt), deviations)));
        await using var server = await EmbeddedServer.StartAsync(options, TestContext.Current.CancellationToken);
        var cli = new CommandLine().With("OPENAI_API_KEY", "k");
        var code = await cli.RunAsync("run", "--base-url", server.BaseUrl.ToString(), "--count", "200", "--chitchat", "none", "--poll-interval", "1");
        Assert.True(code == 0, cli.Error);
        return cli;
    }

    private static string Deviate(string transcript, IReadOnlyList<string> deviations)
    {
        var random = SeededRandom.For(0, "deviation", transcript);
        return deviations.Count == 0 ? transcript : Deviations.Apply(random.Pick(deviations), transcript, random);
    }

    private static string Id(JsonElement line) => line.GetProperty("custom_id").GetString()!;
}
