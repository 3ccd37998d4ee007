using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>A key that cannot be one is named where it is read, with what is wrong and never with what it says.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData("sk-abc\n", "a line break as character 7 of 7")]
    [InlineData("sk-abc\r", "a line break")]
    [InlineData("sk-\u200babc", "an invisible character (U+200B) as character 4 of 7")]
    [InlineData("\ufeffsk-abc", "an invisible character (U+FEFF) as character 1")]
    [InlineData("sk-abc\u00a0", "an invisible character (U+00A0)")]
    [InlineData("sk abc", "a blank as character 3")]
    [InlineData("sk-abc열쇠", "a character that is no ASCII (U+C5F4)")]
    [InlineData("\"sk-abc\"", "a quotation mark")]
    public async Task A_key_that_cannot_be_one_is_named_before_anything_is_made(string key, string flaw)
    {
        foreach (var name in (string[])["OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"])
        {
            using var cli = new CommandLine().With("OPENAI_API_KEY", "sk-good").With(name, key);
            Assert.Equal(ExitCode.Usage, await cli.RunAsync("run", "--count", "2", "--chitchat", "none", "--base-url", "http://127.0.0.1:9/v1"));
            Assert.Contains($"{name} has {flaw}", cli.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("abc", cli.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(cli.Data.DirPath));
        }
    }

    [Theory]
    [InlineData("http://me:abc@127.0.0.1:9/v1")]
    [InlineData("http://127.0.0.1:9/v1?key=abc")]
    [InlineData("http://127.0.0.1:9/v1#abc")]
    [InlineData("htp://me:abc@127.0.0.1:9/v1")]
    [InlineData("me:abc@127.0.0.1")]
    public async Task What_a_base_URL_has_beside_the_address_is_neither_stored_nor_printed(string url)
    {
        using var cli = new CommandLine().With("OPENAI_API_KEY", "k");
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("run", "--count", "2", "--chitchat", "none", "--base-url", url));
        Assert.Contains("--base-url", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));

        cli.With("OPENAI_BASE_URL", url);
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("run", "--count", "2", "--chitchat", "none"));
        Assert.Contains("OPENAI_BASE_URL", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", cli.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("serve", "--port", "0", "--state", cli.PathOf("s"), "--teacher", url));
        Assert.DoesNotContain("abc", cli.Error, StringComparison.Ordinal);
    }
}
