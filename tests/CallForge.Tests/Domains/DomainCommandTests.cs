using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.Domains;

public sealed partial class DomainCommandTests
{
    [Fact]
    public async Task List_has_one_line_for_each_built_in_pack()
    {
        using var cli = new CommandLine();
        var pack = DomainPackReader.Read("delivery-ko");
        Assert.Equal(0, await cli.RunPlainAsync("domain", "list"));
        Assert.Equal(
            $"delivery-ko  ko  11 tools  {pack.Pools.Topics.Count} topics  mixes balanced 400, classic 400, gold 80  sha256 {pack.Sha256[..12]}",
            Assert.Single(Lines(cli.Out)));

        Assert.Equal(0, await cli.RunPlainAsync("domain", "list", "--json"));
        var line = JsonDocument.Parse(Assert.Single(Lines(cli.Out))).RootElement;
        Assert.Equal(("delivery-ko", pack.Sha256), (line.GetProperty("name").GetString(), line.GetProperty("sha256").GetString()));
        var gold = line.GetProperty("mixes").EnumerateArray().Single(mix => mix.GetProperty("name").GetString() == "gold");
        Assert.Equal((80, 7, 8), (gold.GetProperty("count").GetInt32(), gold.GetProperty("types").GetInt32(), gold.GetProperty("groups").GetInt32()));
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("gold")]
    public async Task An_exported_pack_makes_the_requests_of_the_built_in_one_byte_for_byte(string mix)
    {
        using var cli = new CommandLine();
        var copy = cli.PathOf("copy");
        Assert.Equal(0, await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", copy));
        Assert.False(Directory.Exists(Path.Combine(copy, "simulation")));
        await cli.RunAsync("generate-batch", "--mix", mix, "--count", "90", "--chitchat", "none");
        var builtIn = File.ReadAllBytes(cli.Data.BatchInputFilePath);
        File.Delete(cli.Data.BatchInputFilePath);
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--domain", copy + "/", "--mix", mix, "--count", "90", "--chitchat", "none"));
        Assert.Equal(builtIn, File.ReadAllBytes(cli.Data.BatchInputFilePath));
    }

    [Fact]
    public async Task Export_never_writes_where_something_is()
    {
        using var cli = new CommandLine();
        var file = cli.Write("full/notes.txt", "mine");
        Assert.Equal(2, await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", cli.PathOf("full")));
        Assert.Equal($"error: The folder '{cli.PathOf("full")}' is not empty: it has 'notes.txt'; give --output a folder that is new or empty.", cli.Error.TrimEnd());
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(cli.PathOf("full")).Select(Path.GetFileName));
        Assert.Equal(2, await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", file));
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal(1, await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", Path.Combine(file, "below")));
        Assert.Single(Lines(cli.Error));
    }

    [Theory]
    [InlineData("export", "delivery-kr", "error: There is no domain pack 'delivery-kr'; did you mean 'delivery-ko'?")]
    [InlineData("export", "/tmp", "error: There is no domain pack '/tmp'; built in: delivery-ko; name one of them.")]
    [InlineData("check", "nothing", "error: There is no domain pack 'nothing'; built in: delivery-ko; or give the folder of a pack of your own.")]
    [InlineData("check", "", "error: name|path is empty; give it a value, or leave it out. See callforge domain check --help.")]
    [InlineData("expor", "delivery-ko", "error: There is no 'expor' in callforge domain; did you mean 'export'?")]
    public async Task What_is_no_pack_is_refused_in_one_sentence(string command, string pack, string sentence)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunPlainAsync("domain", command, pack));
        Assert.Equal(sentence, cli.Error.TrimEnd());
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task A_file_for_a_folder_and_an_option_that_is_none_are_refused()
    {
        using var cli = new CommandLine();
        var file = cli.Write("pack/domain.yaml", "name: x\n");
        Assert.Equal(2, await cli.RunPlainAsync("domain", "check", file));
        Assert.Equal($"error: '{file}' is a file; a domain pack is a folder: give the one with its domain.yaml.", cli.Error.TrimEnd());
        Assert.Equal(2, await cli.RunPlainAsync("domain", "export"));
        Assert.EndsWith("See callforge domain export --help.", cli.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_in_pack_is_sound_and_nothing_in_it_looks_amiss()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunPlainAsync("domain", "check", "delivery-ko"));
        Assert.Empty(cli.Error);
        Assert.Contains("\nmix gold        80 requests by default, 7 scenario types, 8 groups\n", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_minimal_pack_of_the_manual_is_sound_and_makes_requests()
    {
        using var cli = new CommandLine();
        WriteLibrary(cli);
        Assert.Equal(0, await cli.RunPlainAsync("domain", "check", cli.PathOf("library")));
        Assert.Empty(cli.Error);
        Assert.Equal(
            """
            name            library-en
            language        en
            tools           1
            topics          1
            chains          1
            clarifications  1
            corrections     1
            unsupported     1
            customers       1
            manners         1
            chitchat        1
            mix balanced    400 requests by default, 6 scenario types
            """,
            string.Join('\n', Lines(cli.Out)[..^2]));
        Assert.Matches(@"^instructions    1,\d{3} bytes, \d{3} tokens \(o200k\)$", Lines(cli.Out)[^2]);
        Assert.Matches("^sha256          [0-9a-f]{64}$", Lines(cli.Out)[^1]);
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--domain", cli.PathOf("library"), "--count", "10"));
    }

    [Fact]
    public async Task A_broken_pack_is_told_with_all_its_mistakes()
    {
        using var cli = new CommandLine();
        WriteLibrary(cli);
        cli.Write("library/tools.json", "[\n");
        cli.Write("library/topics.yaml", "\uFEFFtopics: []\n");
        File.WriteAllBytes(cli.PathOf("library/prompts/system.md"), [(byte)'a', (byte)'\n', 0xB0, 0xA1]);
        File.Delete(cli.PathOf("library/chitchat.yaml"));
        Assert.Equal(2, await cli.RunPlainAsync("domain", "check", cli.PathOf("library")));
        Assert.Empty(cli.Out);
        var library = cli.PathOf("library");
        Assert.Equal(
            [
                "library/chitchat.yaml: the file is missing; add it.",
                "library/prompts/system.md:2: a byte here is not UTF-8; save the file as UTF-8.",
                "library/tools.json:2: this is not JSON",
                "library/topics.yaml:1: the file begins with a byte order mark; save it as UTF-8 without one.",
            ],
            Lines(cli.Error.Replace("error: ", "", StringComparison.Ordinal).Replace(library, "library", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(line => line.Split(" JSON: ") is [var start, _] ? $"{start} JSON" : line));
    }

    [Fact]
    public async Task What_is_hardly_meant_is_a_warning()
    {
        using var cli = new CommandLine();
        WriteLibrary(cli);
        Edit(cli, "library/domain.yaml", "balanced:", "other:");
        Edit(cli, "library/domain.yaml", "chains: 1", "topics: 1");
        Edit(cli, "library/tools.json", ", \"description\": \"Title or author, as the reader said it.\"", "");
        var tools = File.ReadAllText(cli.PathOf("library/tools.json")).TrimEnd()[1..^1];
        cli.Write("library/tools.json", $"[{tools},{tools.Replace("search_books", "lend_book", StringComparison.Ordinal)}]");
        Assert.Equal(0, await cli.RunPlainAsync("domain", "check", cli.PathOf("library")));
        Assert.Equal(
            [
                "warning: no mix draws these of 'chains': search-twice; add them to an entry of a mix, or remove them.",
                "warning: no topic calls the tool 'lend_book'; write one, or remove the tool.",
                "warning: the tool 'search_books' does not describe 'query'; the model has only the name to go by.",
                "warning: the tool 'lend_book' does not describe 'query'; the model has only the name to go by.",
                "warning: there is no mix 'balanced', so --mix must be given each time; name one so.",
            ],
            Lines(cli.Error));
    }

    [Fact]
    public async Task A_folder_that_is_too_large_for_a_pack_is_not_read()
    {
        using var cli = new CommandLine();
        WriteLibrary(cli);
        using (var file = File.Create(cli.PathOf("library/film.mp4"))) file.SetLength(17 << 20);
        Assert.Equal(2, await cli.RunPlainAsync("domain", "check", cli.PathOf("library")));
        Assert.Contains("is too large: it may have 1,000 files and 16 MB in all", cli.Error, StringComparison.Ordinal);
    }

    /// <summary>The pack that <c>docs/domain-packs.md</c> shows, so that it works as typed.</summary>
    private static void WriteLibrary(CommandLine cli)
    {
        var files = ManualFile().Matches(File.ReadAllText(Path.Combine(SourceTests.Root(), "docs", "domain-packs.md")));
        Assert.Equal(10, files.Count);
        foreach (Match file in files) cli.Write(file.Groups["name"].Value, file.Groups["text"].Value);
    }

    private static void Edit(CommandLine cli, string file, string old, string @new)
    {
        var text = File.ReadAllText(cli.PathOf(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        cli.Write(file, text.Replace(old, @new, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    [GeneratedRegex(@"`(?<name>library/[\w./-]+)`:\n```\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ManualFile();
}
