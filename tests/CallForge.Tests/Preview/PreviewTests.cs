using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.Preview;

public sealed partial class PreviewTests
{
    [Fact]
    public async Task The_whole_output_for_one_seed()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("preview", "--domain", Fixture.PathOf("preview/pack"), "--index", "1", "--max-output-tokens", "4000"));
        var (start, end) = (cli.Out.IndexOf("=== instructions", StringComparison.Ordinal), cli.Out.IndexOf("=== input", StringComparison.Ordinal));
        var instructions = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cli.Out[start..end])));
        Assert.Equal(await File.ReadAllTextAsync(Fixture.PathOf("preview/output.txt"), TestContext.Current.CancellationToken), $"{cli.Out[..start]}{instructions}\n{cli.Out[end..]}");
        Assert.Contains("OpenAI shuts down 'gpt-5-2025-08-07'", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));
    }

    [Theory]
    [InlineData("responses", "gpt-5-2025-08-07", 0)]
    [InlineData("responses", "gpt-6-luna", 7)]
    [InlineData("chat", "gpt-5-2025-08-07", 137)]
    [InlineData("chat", "gpt-6-luna", 149)]
    public async Task Every_text_of_the_request_that_generate_batch_writes_is_shown_word_for_word(string endpoint, string model, int index)
    {
        using var cli = new CommandLine();
        string[] options = ["--count", "150", "--chitchat", "none", "--endpoint", endpoint, "--model", model];
        Assert.Equal(0, await cli.RunAsync(["generate-batch", .. options]));
        Assert.Equal(0, await cli.RunAsync(["preview", "--index", $"{index}", .. options]));
        var request = CommandLine.JsonLines(cli.Data.BatchInputFilePath).ElementAt(index);
        Assert.StartsWith($"request    {request.GetProperty("custom_id")}\ncall       POST {request.GetProperty("url")}\nmodel      {model}\n", cli.Out, StringComparison.Ordinal);
        var texts = Texts(request.GetProperty("body")).ToList();
        Assert.Equal(2, texts.Count);
        Assert.All(texts, text => Assert.Contains($" ===\n{text}\n===", cli.Out, StringComparison.Ordinal));
        Assert.Equal(model == "gpt-6-luna", cli.Out.Contains("cache breakpoint at its end: the same in every request", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_whose_cache_is_explicit_pays_for_writing_to_it()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("preview", "--domain", Fixture.PathOf("preview/pack"), "--model", "gpt-6-luna", "--count", "3");
        var (input, cached) = (Tokens(cli.Out, "input"), 1792);
        // Half of 0.125, 0.10 and 0.01 for a million.
        var first = (cached * 0.0625m + (input - cached) * 0.05m) / 1_000_000;
        var later = (cached * 0.005m + (input - cached) * 0.05m) / 1_000_000;
        Assert.Contains(Row("input, nothing cached", $"${first:0.000000}", $"${first * 3:0.000000}", $"1,792 written to the cache at $0.0625 per million, {input - cached} at $0.05 per million"), cli.Out, StringComparison.Ordinal);
        Assert.Contains(Row("input, prefix cached", $"${later:0.000000}", $"${first + later * 2:0.000000}", $"1,792 at $0.005 per million, {input - cached} at $0.05 per million"), cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my/model", "The model table has no 'my/model'")]
    [InlineData("gpt-5.1", "tokens at an unknown price")]
    public async Task A_price_that_is_unknown_says_so_and_is_never_nothing(string model, string why)
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("preview", "--domain", Fixture.PathOf("preview/pack"), "--model", model, "--max-output-tokens", "100"));
        Assert.Contains(why, cli.Out, StringComparison.Ordinal);
        var prices = cli.Out[cli.Out.IndexOf("price in USD", StringComparison.Ordinal)..];
        Assert.Equal(8, UnknownPrice().Count(prices));
        Assert.DoesNotContain("$", prices, StringComparison.Ordinal);
        Assert.Equal(model == "my/model", cli.Out.Contains("an estimate: counted with o200k_base", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_without_a_price_for_cached_input_still_has_the_others()
    {
        using var cli = new CommandLine();
        await cli.RunAsync("preview", "--domain", Fixture.PathOf("preview/pack"), "--model", "gpt-6.1-sol");
        Assert.Contains(Row("input, prefix cached", "unknown", "unknown", "1,792 at an unknown price"), cli.Out, StringComparison.Ordinal);
        Assert.Contains(Row("output, per 1,000 tokens", "$0.005000", "$2.00", "at $5 per million"), cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_small_talk_a_run_has_kept_is_used_and_none_is_kept_by_a_preview()
    {
        using var cli = new CommandLine();
        string[] options = ["--count", "20", "--mix", "classic", "--chitchat", "http://127.0.0.1:9/talk.csv"];
        Assert.Equal(0, await cli.RunAsync(["preview", .. options]));
        Assert.Contains("With the file, the requests would be others.", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data.DirPath));

        await cli.RunAsync(["generate-batch", .. options]);
        var files = Directory.GetFiles(cli.Data.DirPath).Order().ToList();
        Assert.Equal(0, await cli.RunAsync(["preview", .. options]));
        Assert.DoesNotContain("cannot download", cli.Error, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(cli.Data.DirPath).Order());
        Assert.StartsWith($"request    {CommandLine.JsonLines(cli.Data.BatchInputFilePath).First().GetProperty("custom_id")}\n", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--index", "400")]
    [InlineData("--index", "-1")]
    [InlineData("--index", "first")]
    [InlineData("--mix", "no-such-mix")]
    [InlineData("--provider", "local")]
    [InlineData("--base-url", "http://127.0.0.1:1/v1")]
    public async Task A_wrong_option_is_refused_with_its_value_and_nothing_is_shown(string option, string value)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("preview", "--chitchat", "none", option, value));
        Assert.Contains($"'{value}'", cli.Error, StringComparison.Ordinal);
        Assert.Single(cli.Error.TrimEnd().Split('\n'));
        Assert.Empty(cli.Out);
    }

    private static IEnumerable<string> Texts(JsonElement body) => body.EnumerateObject()
        .Where(member => member.Name is "instructions" or "input" or "messages")
        .SelectMany(member => member.Value.ValueKind == JsonValueKind.String ? [member.Value] : member.Value.EnumerateArray().Select(message => message.GetProperty("content")))
        .Select(content => content.ValueKind == JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!);

    /// <summary>A number of the section "tokens".</summary>
    public static int Tokens(string output, string name) =>
        int.Parse(Regex.Match(output, $@"^  {name} +([0-9,]+)  ", RegexOptions.Multiline).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public static int Cacheable(string output) =>
        int.Parse(Regex.Match(output, "a cache can hold ([0-9,]+) of it").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string Row(string name, string one, string all, string why) => $"  {name,-24}{one,12}{all,18}  {why}";

    [GeneratedRegex(@"\bunknown\b(?= {2,}| +unknown)")]
    private static partial Regex UnknownPrice();
}
