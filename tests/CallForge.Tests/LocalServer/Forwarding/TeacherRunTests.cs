using CallForge.Files;
using CallForge.LocalServer;
using Xunit;

namespace CallForge.Tests.LocalServer.Forwarding;

/// <summary>The pipeline against a server that has chat completions and nothing else.</summary>
public sealed class TeacherRunTests
{
    private const string Key = "sk-stub-0123456789";

    [Fact]
    public async Task A_run_is_complete_whatever_the_teacher_does_and_pays_each_request_once()
    {
        const int Concurrency = 3;
        var (full, present) = (new TaskCompletionSource(), 0);
        await using var stub = await TeacherStub.StartAsync(async (call, context) =>
        {
            // The first few are held until as many are there as there may be.
            if (Interlocked.Increment(ref present) == Concurrency) full.SetResult();
            await full.Task;
            return (call.Try, call.Prompt.Sum(letter => letter) % 5) switch
            {
                (1, 0) => await TeacherStub.ReplyAsync(context, 429, """{"error":{"message":"slow down"}}""", "7"),
                ( <= 2, 1) => await TeacherStub.ReplyAsync(context, 500, "<html>"),
                (1, 2) => await TeacherStub.HangUpAsync(context),
                _ => false,
            };
        });
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, stub, Concurrency);
        Assert.Equal(0, await cli.RunAsync(Run(server, "30")));
        Assert.Equal(new(30, 30, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
        Assert.Equal(30, stub.Answered.Distinct().Count());
        Assert.Equal(30, stub.Answered.Count);
        Assert.Equal(Concurrency, stub.MostAtOnce);
        Assert.All(stub.Calls, call => Assert.Equal($"Bearer {Key}", call.Key));
        Assert.True(stub.Calls.Count > 30);
    }

    [Fact]
    public async Task The_key_is_in_no_file_even_if_the_teacher_quotes_it()
    {
        await using var stub = await TeacherStub.StartAsync((call, context) => TeacherStub.ReplyAsync(context, 401, "{\"error\":{\"message\":\"wrong key " + call.Key + "\"}}"));
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await StartAsync(cli, stub, 2);
        Assert.Equal(0, await cli.RunAsync(Run(server, "3")));
        Assert.Equal(3, Report.Load(cli.Data.ReportFilePath)!.Funnel.Failed);
        var files = Directory.GetFiles(cli.PathOf("."), "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("lock", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, path => File.ReadAllText(path).Contains("wrong key Bearer ***", StringComparison.Ordinal));
        Assert.All(files, path => Assert.DoesNotContain(Key, File.ReadAllText(path), StringComparison.Ordinal));
        Assert.DoesNotContain(Key, cli.Out + cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--teacher is 'ftp://x'", "--teacher", "ftp://x")]
    [InlineData("put a key into TEACHER_API_KEY", "--teacher", "http://user:pw@host/v1")]
    [InlineData("'no-spaces' is for the simulated teacher", "--teacher", "http://host/v1", "--domain", "no-spaces")]
    [InlineData("'refusal' changes answers", "--teacher", "http://host/v1", "--fault", "refusal")]
    [InlineData("uses all cores", "--teacher-concurrency", "2")]
    [InlineData("at least 1", "--teacher", "http://host/v1", "--teacher-concurrency", "0")]
    public async Task Options_that_do_not_fit_are_told(string expected, params string[] args)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunPlainAsync(["serve", "--port", "0", "--state", cli.PathOf("state"), .. args]));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", cli.Error, StringComparison.Ordinal);
    }

    private static string[] Run(EmbeddedServer server, string count) =>
        ["run", "--count", count, "--chitchat", "none", "--endpoint", "chat", "--model", "qwen/Qwen3-32B", "--base-url", server.BaseUrl.ToString(), "--poll-interval", "1"];

    private static Task<EmbeddedServer> StartAsync(CommandLine cli, TeacherStub stub, int concurrency) => EmbeddedServer.StartAsync(
        new LocalServerOptions(cli.PathOf("server"), Port: 0, new HurriedTime(), new Teacher.Remote(new Uri(stub.BaseUrl), Key, concurrency)),
        TestContext.Current.CancellationToken);
}
