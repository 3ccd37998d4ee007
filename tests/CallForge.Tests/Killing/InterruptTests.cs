using System.Globalization;
using System.Text.Json;
using CallForge.LocalServer.Faults;
using CallForge.Tests.Submit;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Killing;

/// <summary>Ctrl+C in the tool as a process of its own: it ends with 130 and the command that carries on, which does.</summary>
public sealed class InterruptTests
{
    private const string Run = "run --count 5 --chitchat none --model gpt-5-2025-08-07 --poll-interval 1";

    [Theory]
    [InlineData(Run)]
    [InlineData("submit-batch --wait --poll-interval 1")]
    [InlineData("status --watch --poll-interval 1")]
    public async Task Interrupted_while_it_waits_for_a_batch_it_says_how_to_carry_on_and_loses_nothing(string typed)
    {
        var command = typed.Split(' ');
        Assert.SkipUnless(CanBeInterrupted, "SIGINT is ignored in a process that a shell put into the background, and in its children");
        using var cli = new CommandLine();
        ToolProcess? victim = null;
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), InterruptAtLook, ["slow-batch=1@3"]);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "5", "--chitchat", "none", "--model", "gpt-5-2025-08-07"));
        if (command[0] == "status") Assert.Equal(0, await cli.RunAsync("submit-batch"));

        using (victim = ToolProcess.Start(cli.PathOf("."), [("OPENAI_BASE_URL", server.BaseUrl.ToString()), ("OPENAI_API_KEY", "none")], [.. command, "--dir", cli.Data.DirPath]))
        {
            var (code, said) = await victim.EndAsync();
            Assert.Equal(ExitCode.Interrupted, code);
            Assert.Contains($"Interrupted; nothing is lost. To carry on: callforge {typed} --dir {cli.Data.DirPath}", said, StringComparison.Ordinal);
            Assert.DoesNotContain("error:", said, StringComparison.Ordinal);
        }

        Assert.True(await cli.RunAsync(command) == 0, cli.Error);
        Assert.True(await cli.RunAsync(Run.Split(' ')) == 0, cli.Error);
        Assert.Equal(5, Ledger.Read(cli.PathOf("server")).Requests);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);

        async Task InterruptAtLook(HttpContext context, RequestDelegate next)
        {
            await next(context);
            if (CallName.Of(context.Request) == "get" && Interlocked.Exchange(ref victim, null) is { } process) await process.InterruptAsync();
        }
    }

    /// <summary>The service is slow to answer the creation; whether it has acted is not known.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retry_interrupted_in_the_creation_is_carried_on_by_the_command_that_it_names(bool hasActed)
    {
        Assert.SkipUnless(CanBeInterrupted, "SIGINT is ignored in a process that a shell put into the background, and in its children");
        using var cli = new CommandLine { Time = new HurriedTime() };
        var (victim, creations) = ((ToolProcess?)null, 0);
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), InterruptAtSecondCreation, ["failed-line-500=1st:2"]);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync(Run.Split(' ')));
        string[] command = ["retry", "--wait", "--poll-interval", "1"];
        using (victim = ToolProcess.Start(cli.PathOf("."), [("OPENAI_BASE_URL", server.BaseUrl.ToString()), ("OPENAI_API_KEY", "none")], [.. command, "--dir", cli.Data.DirPath]))
        {
            var (code, said) = await victim.EndAsync();
            Assert.True(code == ExitCode.Interrupted, said);
            Assert.Contains($"To carry on: callforge {string.Join(' ', command)}", said, StringComparison.Ordinal);
        }

        Assert.True(await cli.RunAsync(command) == 0, cli.Error);
        Assert.Equal(2, Ledger.Read(cli.PathOf("server")).Paid.Count);
        Assert.Equal(7, Ledger.Read(cli.PathOf("server")).Requests);
        Assert.Equal(5, CommandLine.Json(cli.Data.ResultListFilePath).GetArrayLength());

        async Task InterruptAtSecondCreation(HttpContext context, RequestDelegate next)
        {
            if (CallName.Of(context.Request) != "create" || Interlocked.Increment(ref creations) != 2)
            {
                await next(context);
                return;
            }

            if (hasActed)
            {
                context.Response.Body = Stream.Null;
                await next(context);
            }

            await victim!.InterruptAsync();
            await victim.EndAsync();
            context.Abort();
        }
    }

    [Fact]
    public async Task Interrupted_while_it_makes_the_dataset_it_leaves_no_half_of_it()
    {
        Assert.SkipUnless(CanBeInterrupted, "SIGINT is ignored in a process that a shell put into the background, and in its children");
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "20"));
        var before = File.ReadAllBytes(cli.Data.DatasetFilePath);
        var transcripts = CommandLine.Json(cli.Data.ResultListFilePath).EnumerateArray().Select(text => text.GetString()!).ToList();
        var many = cli.Write("many.json", $"[{string.Join(',', Enumerable.Range(0, 400).SelectMany(_ => transcripts).Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]");

        using var victim = ToolProcess.Start(cli.PathOf("."), [], ["preprocess", "--input", many, "--output", cli.Data.DatasetFilePath]);
        while (!File.Exists(cli.Data.DatasetFilePath + ".tmp") && !await victim.HasEndedAsync(TimeSpan.FromMilliseconds(1))) { }
        await victim.InterruptAsync();
        var (code, said) = await victim.EndAsync();
        Assert.True(code == ExitCode.Interrupted, said);
        Assert.Equal(before, File.ReadAllBytes(cli.Data.DatasetFilePath));
        Assert.False(File.Exists(cli.Data.DatasetFilePath + ".tmp"));
    }

    /// <summary>A shell without job control lets what it starts in the background ignore Ctrl+C.</summary>
    private static bool CanBeInterrupted => !OperatingSystem.IsWindows() && (!File.Exists("/proc/self/status")
        || (ulong.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) == 0);
}
