using System.IO.Hashing;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.Publish;

public sealed partial class PublicationTests
{
    [Fact]
    public async Task A_dataset_is_published_with_card_report_and_manifest()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        Assert.Equal(0, await folder.PushLicensedAsync());
        var hashes = folder.Hashes();
        Assert.Equal(["README.md", "data/train-00000-of-00001.parquet", "manifest.json", "report.json"], hashes.Keys);
        Assert.Equal(hashes.Keys.Select(path => Path.Combine(folder.DirPath, path)).Order(), folder.Cli.Out.TrimEnd('\n').Split('\n').Order());
        var manifest = CommandLine.Json(Path.Combine(folder.DirPath, "manifest.json"));
        Assert.Equal(ToolVersion.Current, manifest.GetProperty("version").GetString());
        Assert.Equal(
            hashes.Where(file => file.Key != "manifest.json"),
            manifest.GetProperty("files").EnumerateArray().Select(file => KeyValuePair.Create(file.GetProperty("path").GetString()!, file.GetProperty("sha256").GetString()!)));
        var file = CommandLine.Json(Path.Combine(folder.DirPath, "report.json")).GetProperty("files")[0];
        Assert.Equal(("data/train-00000-of-00001.parquet", 3), (file.GetProperty("path").GetString(), file.GetProperty("rows").GetInt32()));
        var content = File.ReadAllBytes(Path.Combine(folder.DirPath, "data/train-00000-of-00001.parquet"));
        Assert.Equal(Convert.ToHexStringLower(XxHash128.Hash(content)), file.GetProperty("xxh128").GetString());
    }

    [Fact]
    public async Task The_card_of_a_small_run_is_as_printed()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        Assert.Equal(0, await folder.PushLicensedAsync("--repo", "somebody/delivery"));
        Assert.Equal(File.ReadAllText(Fixture.PathOf("card.md")), Normalised(folder.Card));
    }

    [Fact]
    public async Task Published_again_nothing_changes()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        await folder.PushLicensedAsync();
        var first = folder.Hashes();
        Assert.Equal(0, await folder.PushAsync());
        Assert.Equal(first, folder.Hashes());
    }

    [Fact]
    public async Task Shards_splits_and_formats_have_their_places_and_only_their_snippets()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        string[] sharegpt = [.. Enumerable.Range(0, 3).Select(i => $$"""{"id":"r-{{i}}","conversations":[{"from":"human","value":"안녕"},{"from":"gpt","value":"네"}],"system":"s","tools":"[]"}""" + "\n")];
        folder.AddFile("sharegpt", "train", "sharegpt/train-00000-of-00002.jsonl", 1, Utf8(sharegpt[0]));
        folder.AddFile("sharegpt", "train", "sharegpt/train-00001-of-00002.jsonl", 1, Utf8(sharegpt[1]));
        folder.AddFile("sharegpt", "test", "sharegpt/test-00000-of-00001.jsonl", 1, Utf8(sharegpt[2]));
        folder.AddFile("text", "train", "dataset.text.jsonl", 3, Utf8(string.Concat(Enumerable.Repeat("{\"id\":\"r\",\"text\":\"안녕\"}\n", 3))));
        Assert.Equal(0, await folder.PushLicensedAsync("--repo", "somebody/delivery"));
        Assert.Equal(
            ["README.md", "data/train-00000-of-00001.parquet", "dataset_info.json", "manifest.json", "report.json",
             "sharegpt/test-00000-of-00001.jsonl", "sharegpt/train-00000-of-00002.jsonl", "sharegpt/train-00001-of-00002.jsonl", "text/train-00000-of-00001.jsonl"],
            folder.Hashes().Keys);
        Assert.Contains("""
            configs:
            - config_name: default
              data_files:
              - split: train
                path: data/train-*-of-00001.parquet
            - config_name: sharegpt
              data_files:
              - split: train
                path: sharegpt/train-*-of-00002.jsonl
              - split: test
                path: sharegpt/test-*-of-00001.jsonl
            - config_name: text
            """, folder.Card, StringComparison.Ordinal);
        var info = CommandLine.Json(Path.Combine(folder.DirPath, "dataset_info.json"));
        Assert.Equal(["callforge_00000", "callforge_00001", "callforge_test"], info.EnumerateObject().Select(entry => entry.Name));
        Assert.All(info.EnumerateObject(), entry => Assert.True(folder.Has(entry.Value.GetProperty("file_name").GetString()!)));
        Assert.Contains("dataset: callforge_00000,callforge_00001\n", folder.Card, StringComparison.Ordinal);
        Assert.Contains("load_dataset(\"somebody/delivery\", \"sharegpt\", split=\"test\")\n", folder.Card, StringComparison.Ordinal);
        Assert.Contains("dataset_text_field=\"text\"", folder.Card, StringComparison.Ordinal);
        Assert.DoesNotContain("swift sft", folder.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_default_format_the_first_one_is_loaded_by_default()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report => report["files"]!.AsArray().Clear());
        folder.AddFile("openai", "train", "dataset.openai.jsonl", 3, Utf8(string.Concat(Enumerable.Repeat("{\"id\":\"r\",\"messages\":[],\"tools\":\"[]\"}\n", 3))));
        Assert.Equal(0, await folder.PushLicensedAsync());
        Assert.Contains("- config_name: openai\n  default: true\n", folder.Card, StringComparison.Ordinal);
        Assert.Contains("load_dataset(\"OWNER/NAME\", split=\"train\")\n", folder.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_publication_left_goes_and_what_others_put_there_stays()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.AddFile("text", "train", "dataset.text.jsonl", 3, Utf8(string.Concat(Enumerable.Repeat("{\"id\":\"r\",\"text\":\"안녕\"}\n", 3))));
        await folder.PushLicensedAsync();
        folder.Write("LICENSE", "mine");
        folder.Write("text/notes.txt", "mine");
        folder.Write("manifest.json", folder.Text("manifest.json").Replace("\"path\": \"report.json\"", "\"path\": \"../data/result_lst.json\"", StringComparison.Ordinal));
        await folder.Cli.RunAsync("preprocess", "--check", "off");
        Assert.Equal(0, await folder.PushAsync());
        Assert.Equal(["LICENSE", "README.md", "data/train-00000-of-00001.parquet", "manifest.json", "report.json", "text/notes.txt"], folder.Hashes().Keys);
        Assert.True(File.Exists(folder.Cli.Data.ResultListFilePath)); // A manifest cannot name what is to be deleted elsewhere.
    }

    [Fact]
    public async Task The_data_folder_is_not_written_over()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        Assert.Equal(2, await folder.Cli.RunAsync("push", "--license", "mit", "--dry-run", folder.Cli.Data.DirPath));
        Assert.Contains("that is the data folder itself", folder.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_dataset_the_remedy_is_told()
    {
        using var folder = new PublishedFolder();
        Assert.Equal(2, await folder.PushLicensedAsync());
        Assert.Contains($"There is no '{folder.Cli.Data.ReportFilePath}': make a dataset with callforge run", folder.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_an_older_version_says_what_it_lacks()
    {
        using var folder = await PublishedFolder.OfHandMadeRunAsync();
        folder.EditReport(report => report.Remove("files"));
        Assert.Equal(2, await folder.PushLicensedAsync());
        Assert.Contains("which did not name the files of the dataset", folder.Cli.Error, StringComparison.Ordinal);
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>Without what changes with the pack and the writer: hashes, sizes, and the text of functions and prompts.</summary>
    private static string Normalised(string card)
    {
        card = Hash().Replace(card, "<sha256>");
        card = SizeOfFile().Replace(card, "$1 <bytes> |");
        card = Characters().Replace(card, "(<characters>)");
        return LongTexts().Replace(card, "$1<text>\"");
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(\.parquet\) \| [0-9,]+ \|) [0-9,]+ \|")]
    private static partial Regex SizeOfFile();

    [GeneratedRegex(@"\([0-9,]+ characters\)")]
    private static partial Regex Characters();

    [GeneratedRegex("""("(?:tools|system_prompt)": ").*"(?=,$)""", RegexOptions.Multiline)]
    private static partial Regex LongTexts();
}
