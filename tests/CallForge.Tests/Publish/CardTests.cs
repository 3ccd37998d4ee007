using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Publish;
using Xunit;

namespace CallForge.Tests.Publish;

public sealed partial class CardTests
{
    private const string EditedYaml = """
        # Mine.
        pretty_name: 배달 상담
        license: other
        license_name: house-licence
        tags:
        - delivery   # by hand
        - tool-use
        language: [en, fr]
        dataset_info:
          splits:
          - name: train
            num_examples: 7
        configs:
        - config_name: default
          data_files: old/*
        - config_name: extra
          data_files:
          - split: train
            path: extra/*.parquet
        extra_gated_prompt: >-
          You agree: to
          this.

        # The end.
        """;

    [Fact]
    public async Task What_others_wrote_into_the_card_stays()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.Write("README.md", $"---\n{EditedYaml}\n---\n# Mine\n\nBefore.\n\n{CardFile.Begin}\nold\n{CardFile.End}\n\nAfter.\n");
        Assert.Equal(0, await folder.PushAsync());
        var card = folder.Card;
        Assert.Equal("""
            ---
            license: other
            language:
            - ko
            task_categories:
            - text-generation
            tags:
            - function-calling
            - tool-use
            - conversational
            - synthetic
            - callforge
            - delivery
            size_categories:
            - "n<1K"
            configs:
            - config_name: default
              data_files:
              - split: train
                path: data/train-*-of-00001.parquet
            - config_name: extra
              data_files:
              - split: train
                path: extra/*.parquet
            # Mine.
            pretty_name: 배달 상담
            license_name: house-licence
            extra_gated_prompt: >-
              You agree: to
              this.

            # The end.
            ---
            # Mine

            Before.

            <!-- callforge:begin -->

            """, card[..(card.IndexOf(CardFile.Begin, StringComparison.Ordinal) + CardFile.Begin.Length + 1)]);
        Assert.EndsWith($"\n{CardFile.End}\n\nAfter.\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain("\nold\n", card, StringComparison.Ordinal);
        Assert.Equal(0, await folder.PushAsync());
        Assert.Equal(card, folder.Card);
        Assert.Equal(0, await folder.PushAsync("--license", "mit"));
        Assert.DoesNotContain("house-licence", folder.Card, StringComparison.Ordinal); // It would contradict the other.
    }

    [Theory]
    [InlineData("# Only text\n")]
    [InlineData("\uFEFF# Only text\r\n\r\n")]
    [InlineData("---\n---\n# Only text")]
    public async Task A_card_without_a_generated_part_gets_it_below_its_text(string existing)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.Write("README.md", existing);
        Assert.Equal(0, await folder.PushLicensedAsync());
        Assert.Contains($"---\n# Only text\n\n{CardFile.Begin}\n", folder.Card, StringComparison.Ordinal);
        var first = folder.Card;
        Assert.Equal(0, await folder.PushAsync());
        Assert.Equal(first, folder.Card);
    }

    [Theory]
    [InlineData("<!-- callforge:begin -->\ntext\n", "needs the line")]
    [InlineData("<!-- callforge:end -->\n<!-- callforge:begin -->\n", "needs the line")]
    [InlineData("<!-- callforge:begin -->\n<!-- callforge:end -->\n<!-- callforge:begin -->\n<!-- callforge:end -->\n", "needs the line")]
    [InlineData("---\nlicense: mit\n", "no second '---'")]
    [InlineData("---\na: 1\n a: b\n---\n", "README.md line 3")]
    [InlineData("---\ntags: [a\n---\n", "Cannot read the YAML of the card")]
    [InlineData("---\n{license: mit}\n---\n", "it is not a list of keys")]
    [InlineData("---\n- license\n---\n", "it is not a list of keys")]
    [InlineData("---\n  license: mit\n  other: 1\n---\n", "Cannot read the YAML of the card")]
    [InlineData("---\nconfigs: &all\n- config_name: default\nother: *all\n---\n", "Cannot read the YAML of the card")]
    public async Task A_card_that_cannot_be_kept_is_told_and_left_alone(string existing, string said)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.Write("README.md", existing);
        Assert.Equal(1, await folder.PushLicensedAsync());
        Assert.Contains(said, folder.Cli.Error, StringComparison.Ordinal);
        Assert.Equal(existing, folder.Card);
    }

    [Fact]
    public async Task Text_of_the_teacher_stays_text()
    {
        // A conversation has no control characters; names may.
        const string said = "``` ````` <script>alert(1)</script> | `a` [x](http://evil.example) \u202Eabc";
        const string hostile = $"{said}\u0085 \u001b[31m";
        using var folder = await PublishedFolder.OfWordsAsync($"{said}\n<!-- callforge:end -->\n👨‍👩‍👧", "안녕");
        folder.EditReport(report =>
        {
            report["failures"]![hostile] = 1;
            report["provenance"]!["model"] = hostile;
            report["provenance"]!["domain"] = hostile;
        });
        Assert.Equal(0, await folder.PushLicensedAsync());
        var lines = folder.Card.Split('\n');
        Assert.Single(lines, CardFile.Begin);
        Assert.Single(lines, CardFile.End);
        Assert.DoesNotContain(folder.Card, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202E');
        var fence = new string('`', 6);
        Assert.Equal(2, lines.Count(line => line.StartsWith(fence, StringComparison.Ordinal))); // The example's own, longer than any inside.
        var outside = ExampleBlock().Replace(folder.Card, "");
        Assert.DoesNotContain("<script", YamlBlock().Replace(outside, ""), StringComparison.Ordinal);
        Assert.Contains("&#96;&#96;&#96; ", outside, StringComparison.Ordinal);
        Assert.All(lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)), line => Assert.InRange(line.Count(letter => letter == '|'), 3, 6));
        var example = JsonDocument.Parse(ExampleBlock().Match(folder.Card).Groups[1].Value).RootElement;
        Assert.StartsWith("``` ````` <script>alert(1)</script> | `a`", example.GetProperty("messages")[1].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await folder.PushAsync());
        Assert.Equal(lines, folder.Card.Split('\n'));
    }

    [Theory]
    [InlineData(0, "n<1K")]
    [InlineData(999, "n<1K")]
    [InlineData(1000, "1K<n<10K")]
    [InlineData(99_999, "10K<n<100K")]
    [InlineData(100_000, "100K<n<1M")]
    [InlineData(1_000_000_000_000, "n>1T")]
    public void Sizes_are_told_in_the_words_of_the_Hub(long rows, string category) => Assert.Equal(category, FrontMatter.SizeCategory(rows));

    [GeneratedRegex(@"^`{6}json\n(.*?)^`{6}$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ExampleBlock();

    [GeneratedRegex(@"\A---\n.*?\n---\n", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
