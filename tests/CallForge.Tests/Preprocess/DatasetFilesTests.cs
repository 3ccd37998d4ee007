using System.Text.Json;
using CallForge.Files;
using ParquetSharp;
using Xunit;

namespace CallForge.Tests.Preprocess;

public sealed class DatasetFilesTests
{
    private static readonly string[] Forms = ["qwen", "openai", "sharegpt", "swift", "text"];

    [Fact]
    public async Task Every_form_holds_the_same_rows_in_Parquet_and_in_JSON_lines()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "40", "--format", string.Join(',', Forms), "--preamble", "keep");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--output", cli.PathOf("data/dataset.jsonl"), "--format", string.Join(", ", Forms)));
        Assert.All(Forms, form =>
        {
            using var parquet = new ParquetFileReader(cli.PathOf($"data/{NameOf(form)}.parquet"));
            var rows = CommandLine.JsonLines(cli.PathOf($"data/{NameOf(form)}.jsonl")).ToList();
            Assert.Equal(40, parquet.FileMetaData.NumRows);
            for (var i = 0; i < parquet.FileMetaData.NumColumns; i++)
            {
                var path = parquet.FileMetaData.Schema.Column(i).Path.ToDotVector();
                using var group = parquet.RowGroup(0);
                if (path.Length == 1)
                    Assert.Equal(rows.Select(row => row.GetProperty(path[0]).GetString()), Read<string>(group, i));
                else
                    Assert.Equal(rows.Select(row => row.GetProperty(path[0]).EnumerateArray().Select(message => Value(message, path[^1]))), Read<string[]>(group, i));
            }
        });
    }

    [Fact]
    public async Task Calls_are_objects_in_JSON_lines_and_of_the_logical_type_JSON_in_Parquet()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "10", "--format", "openai");
        using var parquet = new ParquetFileReader(cli.Data.DatasetFilePath);
        var types = Enumerable.Range(0, parquet.FileMetaData.NumColumns).Select(i => parquet.FileMetaData.Schema.Column(i))
            .ToDictionary(column => column.Path.ToDotString(), column => column.LogicalType.Type);
        Assert.Equal(LogicalTypeEnum.Json, types["messages.list.element.tool_calls"]);
        Assert.All(types.Where(type => !type.Key.EndsWith("tool_calls", StringComparison.Ordinal)), type => Assert.Equal(LogicalTypeEnum.String, type.Value));
        await cli.RunAsync("preprocess", "--output", cli.PathOf("data/d.jsonl"), "--format", "openai");
        var calls = CommandLine.JsonLines(cli.PathOf("data/d.jsonl")).SelectMany(row => row.GetProperty("messages").EnumerateArray()).Where(message => message.TryGetProperty("tool_calls", out _)).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, message => Assert.Equal(JsonValueKind.Object, message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").ValueKind));
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("jsonl")]
    public async Task A_large_file_becomes_shards_and_one_that_fits_again_is_one_file(string extension)
    {
        using var cli = new CommandLine();
        var transcripts = Enumerable.Range(0, 2500).Select(i => $"[고객 ID] u-{i}\n[대화날짜] 2024-05-23\n\n(고객) 안녕 {i}\n(AI 상담사) 네");
        var list = cli.Write("list.json", JsonSerializer.Serialize(transcripts));
        var output = cli.PathOf($"data/d.{extension}");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", list, "--output", output, "--format", "qwen,openai"));
        Assert.Equal(new[] { $"d.{extension}", $"d.openai.{extension}" }.Order(StringComparer.Ordinal), Files(cli));

        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", list, "--output", output, "--format", "qwen,openai", "--shard-size", "0.02"));
        var report = Report.Load(cli.Data.ReportFilePath)!;
        Assert.Equal($"d.{extension}", report.Output);
        Assert.Equal(Files(cli), report.Files!.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(["qwen", "openai"], form =>
        {
            var files = report.Files!.Where(file => file.Format == form).ToList();
            Assert.True(files.Count > 1);
            Assert.Equal(Enumerable.Range(0, files.Count).Select(i => $"{(form == "qwen" ? "" : "openai/")}train-{i:00000}-of-{files.Count:00000}.{extension}"), files.Select(file => file.Path));
            Assert.Equal(2500, files.Sum(file => file.Rows));
        });

        cli.Write($"data/d.{extension}.00007.tmp", "left by a killed run");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", list, "--output", output, "--format", "qwen", "--shard-size", "500"));
        Assert.Equal([$"d.{extension}"], Files(cli));
        Assert.Empty(Directory.EnumerateFiles(cli.Data.DirPath, "*.tmp"));
    }

    [Fact]
    public async Task A_scenario_is_on_one_side_of_the_split_and_stays_there_when_the_dataset_grows()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "60", "--test-share", "0.2", "--format", "text");
        var before = Ids(cli);
        await cli.RunLocalAsync("--count", "160", "--test-share", "0.2", "--format", "text");
        var after = Ids(cli);
        Assert.All(before.Keys, split => Assert.Subset(after[split], before[split]));
        Assert.Empty(after["train"].Intersect(after["test"]));
        Assert.Equal(160, after["train"].Count + after["test"].Count);
        Assert.InRange(after["test"].Count, 15, 55);
    }

    [Fact]
    public async Task The_same_transcript_twice_is_never_on_both_sides()
    {
        using var cli = new CommandLine();
        var transcripts = Enumerable.Range(0, 60).Select(i => $"[고객 ID] u-{i % 20}\n[대화날짜] 2024-05-23\n\n(고객) 안녕\n(AI 상담사) 네");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", cli.Write("list.json", JsonSerializer.Serialize(transcripts)), "--output", cli.PathOf("data/d.jsonl"), "--test-share", "0.5"));
        var (train, test) = (Lines(cli, "train"), Lines(cli, "test"));
        Assert.Equal(60, train.Count + test.Count);
        Assert.NotEmpty(test);
        Assert.Empty(train.Intersect(test));
    }

    [Fact]
    public async Task An_empty_split_is_told_and_has_no_file()
    {
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunLocalAsync("--count", "5", "--test-share", "0.0001"));
        Assert.Contains("the split 'test' is empty: none of 5 conversations fell into it with --test-share 0.0001", cli.Error, StringComparison.Ordinal);
        Assert.Equal(["train-00000-of-00001.parquet"], Report.Load(cli.Data.ReportFilePath)!.Files!.Select(file => file.Path));
    }

    [Fact]
    public async Task Another_form_or_split_is_made_anew_and_the_same_one_is_not()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        await cli.RunLocalAsync("--count", "20");
        Assert.Contains("preprocess: nothing to do", cli.Error, StringComparison.Ordinal);
        foreach (var options in new[] { ["--format", "openai,text"], ["--format", "openai,text", "--template", "qwen3"], new[] { "--test-share", "0.3" } })
        {
            await cli.RunLocalAsync(["--count", "20", .. options]);
            Assert.Contains("preprocess: 20 of 20", cli.Error, StringComparison.Ordinal);
            await cli.RunLocalAsync(["--count", "20", .. options]);
            Assert.Contains("preprocess: nothing to do", cli.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(cli.Data.DatasetFilePath));
        File.Delete(Path.Combine(cli.Data.DirPath, "test-00000-of-00001.parquet"));
        await cli.RunLocalAsync("--count", "20", "--test-share", "0.3");
        Assert.Contains("preprocess: 20 of 20", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_cannot_be_finished_leaves_the_old_one_whole()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device that is always full");
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20", "--format", "qwen,text");
        var before = Files(cli).ToDictionary(name => name, name => File.ReadAllBytes(cli.PathOf($"data/{name}")));
        File.CreateSymbolicLink(cli.PathOf("data/dataset.text.parquet.tmp"), "/dev/full");
        Assert.Equal(1, await cli.RunAsync("preprocess", "--format", "qwen,text", "--seed", "7"));
        Assert.Contains("error: No space left on device", cli.Error, StringComparison.Ordinal);
        Assert.Equal(before.Keys, Files(cli));
        Assert.Empty(Directory.EnumerateFiles(cli.Data.DirPath, "*.tmp")); // They would keep the disk full.
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(cli.PathOf($"data/{file.Key}"))));
    }

    [Fact]
    public async Task Cut_off_while_its_files_appear_preprocess_leaves_no_report_that_tells_of_others()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        File.Delete(cli.Data.RejectedFilePath);
        Directory.CreateDirectory(cli.Data.RejectedFilePath);
        Assert.Equal(1, await cli.RunAsync("preprocess", "--seed", "7")); // The dataset has its name by then.
        Assert.False(File.Exists(cli.Data.ReportFilePath));
        Directory.Delete(cli.Data.RejectedFilePath);
        Assert.Equal(0, await cli.RunLocalAsync("--count", "20"));
        Assert.Contains("preprocess: 20 of 20", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LLaMA_Factory_is_told_of_each_file_and_other_datasets_keep_their_entries()
    {
        using var cli = new CommandLine();
        cli.Write("data/dataset_info.json", "{\"mine\": {\"file_name\": \"mine.json\"}}");
        await cli.RunLocalAsync("--count", "20", "--format", "qwen,sharegpt");
        var info = CommandLine.Json(cli.PathOf("data/dataset_info.json"));
        Assert.Equal("mine.json", info.GetProperty("mine").GetProperty("file_name").GetString());
        Assert.Equal("dataset.sharegpt.parquet", info.GetProperty("callforge").GetProperty("file_name").GetString());
        Assert.Equal("conversations", info.GetProperty("callforge").GetProperty("columns").GetProperty("messages").GetString());
        await cli.RunLocalAsync("--count", "20", "--format", "sharegpt", "--test-share", "0.4");
        info = CommandLine.Json(cli.PathOf("data/dataset_info.json"));
        Assert.Equal("test-00000-of-00001.parquet", info.GetProperty("callforge_test").GetProperty("file_name").GetString());
        await cli.RunLocalAsync("--count", "20", "--format", "qwen");
        Assert.Equal(["mine"], CommandLine.Json(cli.PathOf("data/dataset_info.json")).EnumerateObject().Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_dataset_info_that_is_none_is_not_written_over()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "5");
        cli.Write("data/dataset_info.json", "[]");
        Assert.Equal(1, await cli.RunAsync("preprocess", "--format", "sharegpt"));
        Assert.Contains("dataset_info.json': it is no JSON object", cli.Error, StringComparison.Ordinal);
        Assert.Equal("[]", File.ReadAllText(cli.PathOf("data/dataset_info.json")));
    }

    [Theory]
    [InlineData("--format", "qwen,alpaca", "--format has 'alpaca'; the forms are qwen, openai, sharegpt, swift, text.")]
    [InlineData("--format", "text,text", "name each form once")]
    [InlineData("--test-share", "1", "--test-share is '1'")]
    [InlineData("--test-share", "half", "--test-share is 'half'")]
    [InlineData("--shard-size", "0", "--shard-size is '0'")]
    [InlineData("--template", "llama", "llama")]
    public async Task A_wrong_value_is_a_usage_error(string option, string value, string expected)
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("preprocess", option, value));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
    }

    private static string NameOf(string form) => form == "qwen" ? "dataset" : $"dataset.{form}";

    private static string? Value(JsonElement message, string name) =>
        !message.TryGetProperty(name, out var value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static T[] Read<T>(RowGroupReader group, int column)
    {
        using var reader = group.Column(column);
        using var logical = reader.LogicalReader<T>();
        return logical.ReadAll((int)group.MetaData.NumRows);
    }

    /// <summary>The files of the dataset, relative to the folder.</summary>
    private static List<string> Files(CommandLine cli) =>
        [.. Directory.EnumerateFiles(cli.Data.DirPath, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".parquet", StringComparison.Ordinal) || path.EndsWith(".jsonl", StringComparison.Ordinal) && Path.GetFileName(path)[0] is 'd' or 't')
            .Select(path => Path.GetRelativePath(cli.Data.DirPath, path)).Order(StringComparer.Ordinal)];

    private static List<string> Lines(CommandLine cli, string split) => [.. File.ReadLines(cli.PathOf($"data/{split}-00000-of-00001.jsonl"))];

    private static Dictionary<string, SortedSet<string>> Ids(CommandLine cli) => new[] { "train", "test" }.ToDictionary(split => split, split =>
    {
        using var parquet = new ParquetFileReader(cli.PathOf($"data/{split}-00000-of-00001.parquet"));
        using var group = parquet.RowGroup(0);
        return new SortedSet<string>(Read<string>(group, 0), StringComparer.Ordinal);
    });
}
