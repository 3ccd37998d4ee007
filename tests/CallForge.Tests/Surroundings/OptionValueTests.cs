using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>What is typed wrong is told in one sentence, with exit code 2, before anything is made.</summary>
public sealed class OptionValueTests
{
    [Theory]
    [InlineData("--dir is empty", "status", "--dir", "")]
    [InlineData("--dir is empty", "status", "--dir", "  ")]
    [InlineData("--output is empty", "generate-batch", "--output", "")]
    [InlineData("--model is empty", "generate-batch", "--model", "")]
    [InlineData("--model has a line break", "generate-batch", "--model", "gpt\n")]
    [InlineData("--mix is empty", "run", "--mix", "")]
    [InlineData("--output is empty", "domain", "export", "delivery-ko", "--output", "")]
    [InlineData("--dry-run is empty", "push", "--dry-run", "", "--license", "mit")]
    [InlineData("--license is empty", "push", "--dry-run", "x", "--license", "")]
    [InlineData("--batch-id is empty", "retrieve-batch", "--batch-id", "")]
    [InlineData("--base-url is empty", "run", "--base-url", "")]
    [InlineData("--count is '99999999999'; give a whole number of at least 1 and at most 2,147,483,647", "generate-batch", "--count", "99999999999")]
    [InlineData("--count is '-1'", "generate-batch", "--count", "-1")]
    [InlineData("--count is '1.5'", "generate-batch", "--count", "1.5")]
    [InlineData("--seed is '99999999999999999999'", "generate-batch", "--seed", "99999999999999999999")]
    [InlineData("--poll-interval is '2147483647'; give a whole number of at least 1 and at most 86,400", "run", "--poll-interval", "2147483647")]
    [InlineData("did you mean '--max-output-tokens'?", "generate-batch", "--max-output-token", "5")]
    [InlineData("did you mean '--reasoning-effort'?", "generate-batch", "--reasoning", "low")]
    [InlineData("did you mean '--count'?", "run", "--cuont=5")]
    [InlineData("did you mean 'generate-batch'?", "generate", "--count", "5")]
    [InlineData("did you mean 'retrieve-batch'?", "retrieve")]
    [InlineData("did you mean 'status'?", "satus")]
    [InlineData("did you mean 'export'?", "domain", "exprt", "delivery-ko")]
    [InlineData("has no option '--colour'", "status", "--colour")]
    public async Task A_value_or_a_word_that_cannot_be_meant_is_named(string sentence, params string[] args)
    {
        using var cli = new CommandLine();
        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync(args));
        Assert.Contains(sentence, cli.Error, StringComparison.Ordinal);
        Assert.Single(cli.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_value_that_starts_with_an_at_sign_is_no_file_of_options()
    {
        using var cli = new CommandLine();
        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("push", "--message", "@team look", "--dir", cli.Data.DirPath));
        Assert.Contains("Give --repo", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_planned_says_so_until_it_is_there()
    {
        using var cli = new CommandLine();
        foreach (var command in (string[])["view", "compare", "exclude", "export", "evaluate", "domain new", "domain import", "pull", "merge"])
        {
            Assert.Equal(0, await cli.RunPlainAsync([.. command.Split(' ')[..^1], "--help"]));
            var isThere = cli.Out.Contains($"\n  {command.Split(' ')[^1]} ", StringComparison.Ordinal);
            if (isThere) continue;
            Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync([.. command.Split(' '), "x"]));
            Assert.Contains($"'callforge {command}' is planned", cli.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_for_a_file_and_a_file_for_a_folder_are_told_apart()
    {
        using var cli = new CommandLine();
        var (folder, file) = (cli.PathOf("."), cli.Write("file", "x"));
        foreach (var command in (string[])["submit-batch", "preprocess"])
        {
            Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync(command, "--input", folder));
            Assert.Contains($"--input is '{folder}', which is a folder", cli.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("generate-batch", "--output", cli.PathOf("new/")));
        Assert.Contains("which is a folder", cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("run", "--dir", file));
        Assert.Contains($"--dir is '{file}', which is a file", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_whose_requests_no_disk_holds_is_told_before_any_is_written()
    {
        using var cli = new CommandLine();
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("generate-batch", "--count", "2000000000", "--chitchat", "none"));
        Assert.Contains("2,000,000,000 requests make", cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.Data.BatchInputFilePath));
    }
}
