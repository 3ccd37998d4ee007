using CallForge.Files;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.OpenAI;

/// <summary>The day a model is shut down: the default changes, what was made before is remembered, and nothing is sent to a model that is gone.</summary>
public sealed class DefaultModelTests
{
    private const string Gone = "gpt-5-2025-08-07";
    private const string Successor = "gpt-6.1-terra";

    [Theory]
    [InlineData("2026-12-10T23:59:00Z", Gone)]
    [InlineData("2026-12-11T00:00:00Z", Successor)]
    [InlineData("2027-12-11T00:00:00Z", Successor)]
    public async Task From_its_shutdown_date_on_the_default_is_the_successor_that_the_table_names(string now, string model)
    {
        using var cli = On(now);
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        Assert.Equal(model, RunFile.Load(cli.Data.RunFilePath)!.Model);
        Assert.Equal(model == Successor, cli.Error.Contains($"OpenAI shut down '{Gone}' on 2026-12-11; the default model is its successor '{Successor}'.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-12-10", Gone)]
    [InlineData("2026-12-11", Successor)]
    [InlineData("2027-12-11T08:00:00Z", Successor)]
    public async Task The_local_provider_can_be_shown_another_day_and_no_other_command(string now, string model)
    {
        using var cli = new CommandLine().With("CALLFORGE_NOW", now);
        Assert.Equal(0, await cli.RunLocalAsync("--count", "2"));
        Assert.Equal(model, RunFile.Load(cli.Data.RunFilePath)!.Model);
        using var other = new CommandLine().With("CALLFORGE_NOW", now);
        Assert.Equal(0, await other.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        Assert.Equal(Gone, RunFile.Load(other.Data.RunFilePath)!.Model);
    }

    [Fact]
    public async Task A_day_that_is_none_is_told()
    {
        using var cli = new CommandLine().With("CALLFORGE_NOW", "tomorrow");
        Assert.Equal(2, await cli.RunLocalAsync("--count", "2"));
        Assert.Contains("CALLFORGE_NOW is 'tomorrow'", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_a_model_that_is_gone_are_sent_only_if_it_is_named()
    {
        using var before = On("2026-12-10T23:00:00Z");
        Assert.Equal(0, await before.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        using var cli = On("2026-12-11T01:00:00Z");
        Directory.CreateDirectory(cli.Data.DirPath);
        foreach (var path in new[] { before.Data.RunFilePath, before.Data.BatchInputFilePath }) File.Copy(path, Path.Combine(cli.Data.DirPath, Path.GetFileName(path)));
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), cli.Time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        foreach (var command in new[] { "submit-batch", "run" })
        {
            Assert.Equal(2, await cli.RunAsync(command));
            Assert.Contains($"OpenAI shut down '{Gone}' on 2026-12-11; give --model {Successor}", cli.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFiles(cli.PathOf("server/files")));
        Assert.True(await cli.RunAsync("run", "--model", Gone) == 0, cli.Error);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Paid);
    }

    [Fact]
    public async Task What_was_submitted_to_it_is_carried_on_a_year_later()
    {
        var time = new HurriedTime { Start = new(2026, 12, 10, 9, 0, 0, TimeSpan.Zero) };
        using var cli = new CommandLine { Time = time };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), time);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("run", "--count", "2", "--chitchat", "none"));
        await Task.Delay(TimeSpan.FromDays(40), time, TestContext.Current.CancellationToken);
        Assert.True(await cli.RunAsync("run") == 0, cli.Error);
        Assert.Equal(Gone, RunFile.Load(cli.Data.RunFilePath)!.Model);
        Assert.Single(Ledger.Read(cli.PathOf("server")).Batches);
    }

    private static CommandLine On(string now) => new() { Time = new HurriedTime { Start = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) } };
}
