using Xunit;

namespace CallForge.Tests.Surroundings;

public sealed class DotEnvTests
{
    /// <summary>What each becomes was looked up in python-dotenv.</summary>
    [Theory]
    [InlineData("CF_A=one", "one")]
    [InlineData("CF_A = one ", "one")]
    [InlineData("export CF_A=one", "one")]
    [InlineData("  export \t CF_A=one", "one")]
    [InlineData("'CF_A'=one", "one")]
    [InlineData("CF_A=one # mine", "one")]
    [InlineData("CF_A=one#mine", "one#mine")]
    [InlineData("CF_A=\"one # two\" # mine", "one # two")]
    [InlineData("CF_A='one # two'", "one # two")]
    [InlineData("CF_A=\"a\\nb\\\"c\\\\\"", "a\nb\"c\\")]
    [InlineData("CF_A='a\\nb\\'c'", "a\\nb'c")]
    [InlineData("CF_A=\"one\ntwo\"\nCF_B=x", "one\ntwo")]
    [InlineData("CF_A=one two", "one two")]
    [InlineData("CF_A=two=2", "two=2")]
    [InlineData("# CF_A=no\r\nCF_A=one\r\n", "one")]
    [InlineData("\uFEFFCF_A=one", "one")]
    [InlineData("CF_A=no\nCF_A=one", "one")]
    [InlineData("CF_B=1\nCF_A=${CF_B}-${CF_C}-${CF_D:-4}", "1--4")]
    [InlineData("CF_A=$CF_B", "$CF_B")]
    [InlineData("CF_B=\"no end\nCF_A=one", "one")]
    [InlineData("what is this\nCF_A=one", "one")]
    [InlineData("CF_A=키", "키")]
    [InlineData("CF_A=", null)]
    [InlineData("CF_A=\"\"", null)]
    [InlineData("CF_A= # no comment here", "# no comment here")]
    [InlineData("CF_A", null)]
    [InlineData("#CF_A=one", null)]
    [InlineData("", null)]
    public void A_file_says_what_python_dotenv_says_it_does(string text, string? expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, ".env"), text);
        Assert.Equal(expected, DotEnv.Load(Path.Combine(folder.Path, ".env"), _ => { })("CF_A"));
    }

    [Fact]
    public void The_environment_comes_first_and_a_line_that_is_none_is_named()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, ".env");
        File.WriteAllText(path, "PATH=ignored\n\nCF_A=\"no end\nCF_B=2\n");
        var warnings = new List<string>();
        var setting = DotEnv.Load(path, warnings.Add);
        Assert.NotEqual("ignored", setting("PATH"));
        Assert.Empty(warnings); // It was not needed so far.
        Assert.Equal("2", setting("CF_B"));
        Assert.Contains($"'{path}:3'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void One_written_by_PowerShell_in_UTF16_is_read()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, ".env");
        File.WriteAllText(path, "CF_A=one\r\n", System.Text.Encoding.Unicode);
        Assert.Equal("one", DotEnv.Load(path, _ => { })("CF_A"));
    }

    [Fact]
    public void A_link_to_itself_is_told_when_something_is_asked_of_it()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, ".env");
        File.CreateSymbolicLink(path, path);
        var setting = DotEnv.Load(path, _ => { });
        Assert.NotNull(setting("PATH"));
        var failure = Assert.Throws<CommandFailure>(() => setting("CF_A"));
        Assert.Contains($"Cannot read '{path}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Neither_no_file_nor_a_folder_is_an_error(bool isFolder)
    {
        using var folder = new TempFolder();
        if (isFolder) Directory.CreateDirectory(Path.Combine(folder.Path, ".env"));
        Assert.Null(DotEnv.Load(Path.Combine(folder.Path, ".env"), _ => { })("CF_A"));
    }
}
