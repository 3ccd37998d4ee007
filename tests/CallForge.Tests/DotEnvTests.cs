using Xunit;

namespace CallForge.Tests;

public sealed class DotEnvTests
{
    [Fact]
    public void The_file_gives_what_the_environment_does_not()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, ".env");
        File.WriteAllText(path, "# comment\n\nexport CALLFORGE_A=\"one\"\nCALLFORGE_B = 'two=2'\nPATH=ignored\nnonsense\n");
        var setting = DotEnv.Load(path, _ => { });
        Assert.Equal("one", setting("CALLFORGE_A"));
        Assert.Equal("two=2", setting("CALLFORGE_B"));
        Assert.NotEqual("ignored", setting("PATH"));
        Assert.Null(setting("CALLFORGE_C"));
    }

    [Fact]
    public void No_file_is_no_error()
    {
        Assert.Null(DotEnv.Load("no-such-folder/.env", _ => { })("CALLFORGE_A"));
    }
}
