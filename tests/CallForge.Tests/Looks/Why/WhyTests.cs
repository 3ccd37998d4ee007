using CallForge.Tests.Validation;
using Xunit;

namespace CallForge.Tests.Looks.Why;

public sealed class WhyTests
{
    [Fact]
    public async Task It_tells_request_answer_turns_findings_and_what_became_of_it()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var pack = await StricterPack.ExportAsync(cli);
        await cli.RunAsync("preprocess", "--domain", pack);
        var rejected = CommandLine.JsonLines(cli.Data.RejectedFilePath).First();
        var id = rejected.GetProperty("id").GetString()!;
        Assert.Equal(0, await cli.RunAsync("why", id, "--domain", pack));
        Assert.Contains("=== request ===\n<scenario>", cli.Out, StringComparison.Ordinal);
        Assert.Contains(rejected.GetProperty("transcript").GetString()!, cli.Out, StringComparison.Ordinal);
        Assert.Contains("^ argument_value (reject)", cli.Out, StringComparison.Ordinal);
        Assert.EndsWith("outcome    rejected, argument_value\n", cli.Out, StringComparison.Ordinal);

        Assert.Equal(0, await cli.RunAsync("why", id));
        Assert.EndsWith("outcome    accepted; checked for form, schema, provenance\n", cli.Out, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("why", "nobody"));
        Assert.StartsWith("error: There is no conversation 'nobody'", cli.Error, StringComparison.Ordinal);
    }
}
