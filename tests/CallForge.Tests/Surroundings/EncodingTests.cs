using System.Text;
using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>What editors and shells on Windows make of a file is read, or named as what it is.</summary>
public sealed class EncodingTests
{
    /// <summary>"고객" in CP949, which .NET does not bring along.</summary>
    private static readonly byte[] Cp949 = [.. "[\"("u8, 0xB0, 0xED, 0xB0, 0xB4, .. ") a\"]\n"u8];

    [Fact]
    public async Task Files_with_a_byte_order_mark_are_read_as_those_without()
    {
        using var cli = new CommandLine { Time = new HurriedTime() };
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "4", "--chitchat", "none"));
        Mark(cli.Data.BatchInputFilePath);
        cli.With("OPENAI_API_KEY", "k");
        Assert.True(await cli.RunAsync("submit-batch", "--wait", "--yes", "--poll-interval", "1", "--base-url", server.BaseUrl.ToString()) == 0, cli.Error);
        var sent = Directory.GetFiles(cli.PathOf("server"), "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock").Select(File.ReadAllBytes);
        Assert.DoesNotContain(sent, bytes => bytes.AsSpan().IndexOf("\uFEFF"u8) >= 0);
        Assert.True(await cli.RunAsync("retrieve-batch") == 0, cli.Error);
        foreach (var path in (string[])[cli.Data.ResultsFilePath, cli.Data.ResultListFilePath]) Mark(path);
        Assert.True(await cli.RunAsync("preprocess") == 0, cli.Error);
        Assert.Contains("\"requested\": 4,", File.ReadAllText(cli.Data.ReportFilePath), StringComparison.Ordinal);
        Assert.DoesNotContain("differ", cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTF-16", true)]
    [InlineData("UTF-16LE", false)]
    [InlineData("CP949", false)]
    public async Task A_file_in_another_encoding_is_named_with_how_to_convert_it(string encoding, bool withMark)
    {
        using var cli = new CommandLine().With("OPENAI_API_KEY", "k");
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        var path = cli.PathOf("foreign.json");
        File.WriteAllBytes(path, encoding == "CP949" ? Cp949 : [.. withMark ? Encoding.Unicode.GetPreamble() : [], .. Encoding.Unicode.GetBytes("[\"(고객) 안녕\"]")]);
        string[][] commands = [["preprocess", "--input", path], ["submit-batch", "--input", path, "--base-url", "http://127.0.0.1:9/v1"], ["retrieve-batch", "--from", path]];
        foreach (var command in commands)
        {
            Assert.Equal(ExitCode.Usage, await cli.RunAsync(command));
            Assert.Contains($"Cannot read '{path}': it is {encoding} and not UTF-8; convert it first, for instance with iconv -f {encoding} -t UTF-8", cli.Error, StringComparison.Ordinal);
        }
    }

    private static void Mark(string path) => File.WriteAllBytes(path, [.. "\uFEFF"u8, .. File.ReadAllBytes(path)]);
}
