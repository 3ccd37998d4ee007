using Xunit;

namespace CallForge.Tests.Publish;

public sealed class CheckTests
{
    [Fact]
    public async Task A_file_that_changed_since_its_report_needs_force()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report => report["files"]![0]!["xxh128"] = new string('0', 32));
        Assert.Equal(1, await folder.PushLicensedAsync());
        Assert.Contains($"'{folder.Cli.Data.DatasetFilePath}' has changed since report.json was written", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was sent; mend it, or give --force:", folder.Cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.DirPath));
        Assert.Equal(0, await folder.PushLicensedAsync("--force"));
        Assert.Contains("warning: '", folder.Cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("000000000", folder.Text("report.json"), StringComparison.Ordinal); // What is sent tells the truth.
    }

    [Fact]
    public async Task Books_that_do_not_balance_need_force_and_the_card_says_so()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report =>
        {
            report["funnel"]!["accepted"] = 4;
            report["files"]![0]!["rows"] = 5;
        });
        Assert.Equal(1, await folder.PushLicensedAsync());
        Assert.Contains("has 3 rows, and report.json says 5", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("The books of report.json do not balance", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("The configuration 'default' has 3 rows, and report.json counts 4 accepted conversations", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await folder.PushLicensedAsync("--force"));
        Assert.Contains("**The books of this dataset do not balance**: of 5 requests, 4 are counted as accepted, and the files have 3 rows.", folder.Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("PAR1 no Parquet at all, but long enough to be looked at PAR1")]
    public async Task A_file_that_cannot_be_read_is_refused_whatever_is_said(string content)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        File.WriteAllText(folder.Cli.Data.DatasetFilePath, content);
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains($"'{folder.Cli.Data.DatasetFilePath}' cannot be read: ", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("--force does not help against it", folder.Cli.Error, StringComparison.Ordinal);
        File.Delete(folder.Cli.Data.DatasetFilePath);
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains($"'{folder.Cli.Data.DatasetFilePath}' cannot be read: ", folder.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_in_the_middle_of_a_file_is_found()
    {
        using var folder = new PublishedFolder();
        await folder.Cli.RunLocalAsync("--count", "20");
        var bytes = File.ReadAllBytes(folder.Cli.Data.DatasetFilePath);
        bytes.AsSpan(bytes.Length / 3, 64).Fill(0xFF);
        File.WriteAllBytes(folder.Cli.Data.DatasetFilePath, bytes);
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains("cannot be read: ", folder.Cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":1}\n{\"id\":2}\nno\n", "line 3 is not a JSON object")]
    [InlineData("{\"id\":1}\n\n{\"id\":3}\n", "line 2 is not a JSON object")]
    [InlineData("{\"id\":1}\n{\"id\":2}\n{\"id\":", "line 3 is not a JSON object")]
    [InlineData("[1]\n{}\n{}\n", "line 1 is not a JSON object")]
    public async Task JSON_lines_are_read_to_the_last_one(string lines, string said)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.AddFile("text", "train", "dataset.text.jsonl", 3, System.Text.Encoding.UTF8.GetBytes(lines));
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains(said, folder.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_as_deep_as_they_are_accepted_can_be_published()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report => report["files"]!.AsArray().Clear());
        var line = $"{{\"id\":\"r\",\"messages\":[{{\"tool_calls\":[{{\"arguments\":{new string('[', 120)}{new string(']', 120)}}}]}}]}}\n";
        folder.AddFile("openai", "train", "dataset.openai.jsonl", 3, System.Text.Encoding.UTF8.GetBytes(line + line + line));
        Assert.Equal(0, await folder.PushLicensedAsync());
    }

    [Fact]
    public async Task Shards_with_other_columns_cannot_be_loaded_together()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.AddFile("text", "train", "text/train-00000-of-00002.jsonl", 2, "{\"id\":\"1\",\"text\":\"\"}\n{\"id\":\"2\",\"text\":\"\"}\n"u8.ToArray());
        folder.AddFile("text", "train", "text/train-00001-of-00002.jsonl", 1, "{\"id\":\"3\"}\n"u8.ToArray());
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains("train-00001-of-00002.jsonl' has other columns than", folder.Cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "does not say in which language")]
    [InlineData("Korean", "The language 'Korean' of the domain pack is no code of ISO 639")]
    public async Task A_dataset_needs_a_language(string? language, string said)
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report => report["provenance"]!["language"] = language);
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains(said, folder.Cli.Error, StringComparison.Ordinal);
        folder.EditReport(report => report["provenance"]!["language"] = "ko-KR");
        Assert.Equal(0, await folder.PushLicensedAsync());
        Assert.Contains("\nlanguage:\n- ko\n", folder.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_in_one_go()
    {
        using var folder = await PublishedFolder.OfWordsAsync("열쇠는 AKIAIOSFODNN7EXAMPLE 이에요");
        folder.EditReport(report =>
        {
            report["funnel"]!["rejected"] = 1;
            report["provenance"]!["language"] = null;
        });
        folder.AddFile("text", "train", "dataset.text.jsonl", 1, "{"u8.ToArray());
        Assert.Equal(1, await folder.PushLicensedAsync());
        Assert.Contains("; mend it; --force helps against some of it only:", folder.Cli.Error, StringComparison.Ordinal);
        foreach (var said in new[] { "cannot be read", "this looks like an AWS access key id", "do not balance", "in which language" })
            Assert.Contains(said, folder.Cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.DirPath));
    }
}
