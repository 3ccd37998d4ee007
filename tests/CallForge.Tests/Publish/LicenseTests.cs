using Xunit;

namespace CallForge.Tests.Publish;

public sealed class LicenseTests
{
    [Fact]
    public async Task A_licence_is_never_guessed()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        Assert.Equal(2, await folder.PushAsync());
        Assert.Contains("Nothing says under which licence the dataset is published: give --license ID", folder.Cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.DirPath));
    }

    [Fact]
    public async Task On_a_terminal_it_is_asked_for_and_then_remembered_by_the_card()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.Cli.Typed = " apache-2.0 \n";
        Assert.Equal(0, await folder.PushAsync());
        Assert.Contains("Licence of the dataset, such as cc-by-4.0", folder.Cli.Error, StringComparison.Ordinal);
        Assert.StartsWith("---\nlicense: apache-2.0\n", folder.Card, StringComparison.Ordinal);
        folder.Cli.Typed = null;
        Assert.Equal(0, await folder.PushAsync());
        Assert.StartsWith("---\nlicense: apache-2.0\n", folder.Card, StringComparison.Ordinal);
        Assert.Equal(0, await folder.PushAsync("--license", "mit"));
        Assert.StartsWith("---\nlicense: mit\n", folder.Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apache2.0", "'apache2.0', did you mean 'apache-2.0'?")]
    [InlineData("My Own Licence", "'My Own Licence'?")]
    [InlineData("", "''")]
    public async Task A_licence_that_the_Hub_does_not_know_is_refused(string id, string said)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        Assert.Equal(2, await folder.PushAsync("--license", id));
        Assert.Contains($"--license is {(id.Length > 0 ? said : "empty")}", folder.Cli.Error, StringComparison.Ordinal);
        folder.Cli.Typed = id;
        Assert.Equal(2, await folder.PushAsync());
        Assert.Contains($"the answer is {said}", folder.Cli.Error, StringComparison.Ordinal);
        folder.Write("README.md", $"---\nlicense: '{(id.Length > 0 ? id : "?")}'\n---\n");
        Assert.Equal(2, await folder.PushAsync());
        Assert.Contains("the card in the repository has the licence", folder.Cli.Error, StringComparison.Ordinal);
    }
}
