using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>A pack is what is in its folder: a link out of it is refused, one within it is read.</summary>
public sealed class PackLinkTests
{
    [Theory]
    [InlineData("topics.yaml", false)]
    [InlineData("domain.yaml", false)]
    [InlineData("prompts", true)]
    public async Task A_link_out_of_a_pack_is_named(string name, bool isFolder)
    {
        using var cli = new CommandLine();
        var pack = await ExportAsync(cli);
        var (path, outside) = (Path.Combine(pack, name), cli.PathOf("outside"));
        if (isFolder)
        {
            Directory.Move(path, outside);
            Directory.CreateSymbolicLink(path, outside);
        }
        else
        {
            File.Move(path, outside);
            File.CreateSymbolicLink(path, outside);
        }

        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("domain", "check", pack));
        Assert.Contains($"'{name}' in the domain pack '{pack}' is a link out of it, to '{outside}'", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_within_a_pack_and_one_to_a_pack_are_read()
    {
        using var cli = new CommandLine();
        var pack = await ExportAsync(cli);
        File.Move(Path.Combine(pack, "topics.yaml"), Path.Combine(pack, "prompts", ".topics"));
        File.CreateSymbolicLink(Path.Combine(pack, "topics.yaml"), Path.Combine("prompts", ".topics"));
        Assert.True(await cli.RunPlainAsync("domain", "check", pack) == 0, cli.Error);
        Directory.CreateSymbolicLink(cli.PathOf("other"), pack);
        Assert.True(await cli.RunPlainAsync("domain", "check", cli.PathOf("other")) == 0, cli.Error);
    }

    [Fact]
    public async Task A_link_to_itself_is_told()
    {
        using var cli = new CommandLine();
        var pack = await ExportAsync(cli);
        File.CreateSymbolicLink(Path.Combine(pack, "loop"), "loop");
        Assert.Equal(ExitCode.Usage, await cli.RunPlainAsync("domain", "check", pack));
        Assert.Single(cli.Error.TrimEnd().Split('\n'));
    }

    private static async Task<string> ExportAsync(CommandLine cli)
    {
        Assert.Equal(0, await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", cli.PathOf("pack")));
        return cli.PathOf("pack");
    }
}
