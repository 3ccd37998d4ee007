using System.Text.Json;
using CallForge.Files;
using ParquetSharp;
using Xunit;

namespace CallForge.Tests.Preprocess;

public sealed class PreprocessTests
{
    [Fact]
    public async Task Parquet_and_JSON_lines_hold_the_same_rows()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "30");
        var jsonl = Path.Combine(cli.Data.DirPath, "dataset.jsonl");
        Assert.Equal(0, await cli.RunAsync("preprocess", "--output", jsonl));
        using var parquet = new ParquetFileReader(cli.Data.DatasetFilePath);
        using var group = parquet.RowGroup(0);
        Assert.Equal(30, parquet.FileMetaData.NumRows);
        var rows = CommandLine.JsonLines(jsonl).ToList();
        string[] columns = ["id", "tools", "uid", "dates"];
        Assert.All(columns, name => Assert.Equal(rows.Select(row => row.GetProperty(name).GetString()), Read<string>(group, Array.IndexOf(columns, name))));
        Assert.Equal(rows.Select(row => row.GetProperty("system_prompt").GetString()), Read<string>(group, 6));
        Assert.Equal(
            rows.Select(row => row.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString())),
            Read<string[]>(group, 5));
    }

    [Fact]
    public async Task A_row_is_made_for_apply_chat_template()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "40");
        await cli.RunAsync("preprocess", "--output", Path.Combine(cli.Data.DirPath, "dataset.jsonl"));
        Assert.All(CommandLine.JsonLines(Path.Combine(cli.Data.DirPath, "dataset.jsonl")), row =>
        {
            var roles = row.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()).ToList();
            Assert.Equal("system", roles[0]);
            Assert.All(roles.Skip(1).Index(), role => Assert.Equal(role.Index % 2 == 0 ? "user" : "assistant", role.Item));
            Assert.Equal("assistant", roles[^1]);
            var header = row.GetProperty("messages")[0].GetProperty("content").GetString()!;
            Assert.Contains(row.GetProperty("uid").GetString()!, header, StringComparison.Ordinal);
            Assert.Contains(row.GetProperty("dates").GetString()!, header, StringComparison.Ordinal);
            Assert.StartsWith(header + "\n\n# Tools\n\n", row.GetProperty("system_prompt").GetString(), StringComparison.Ordinal);
            var tools = JsonDocument.Parse(row.GetProperty("tools").GetString()!).RootElement;
            Assert.Equal(11, tools.GetArrayLength());
            Assert.DoesNotContain("returns", row.GetProperty("tools").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_order_of_the_tools_is_each_rows_own_and_follows_from_the_seed()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "20");
        var orders = new List<List<string>>();
        foreach (var seed in new[] { "42", "42", "7" })
        {
            await cli.RunAsync("preprocess", "--output", Path.Combine(cli.Data.DirPath, "d.jsonl"), "--seed", seed);
            orders.Add([.. CommandLine.JsonLines(Path.Combine(cli.Data.DirPath, "d.jsonl")).Select(row => row.GetProperty("tools").GetString()!)]);
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.NotEqual(orders[0], orders[2]);
        Assert.True(orders[0].Distinct().Count() > 15);
    }

    [Fact]
    public async Task A_list_of_transcripts_alone_is_enough()
    {
        using var cli = new CommandLine();
        var good = "[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) 안녕\n(AI 상담사) 네";
        var bad = "[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) 안녕";
        var list = cli.Write("data/result_lst.json", JsonSerializer.Serialize(new[] { good, bad }));
        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", list, "--output", cli.PathOf("data/d.jsonl")));
        var row = CommandLine.JsonLines(cli.PathOf("data/d.jsonl")).Single();
        Assert.Matches("^[0-9a-f]{16}$", row.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("scenario_type").ValueKind);
        var rejected = CommandLine.JsonLines(cli.Data.RejectedFilePath).Single();
        Assert.Equal(("last_turn_not_assistant", 4, bad), (rejected.GetProperty("code").GetString(), rejected.GetProperty("line").GetInt32(), rejected.GetProperty("transcript").GetString()));
    }

    [Theory]
    [InlineData("<|im_end|>")]
    [InlineData("<|vision_start|>")]
    [InlineData("<|eot_id|>")]
    [InlineData("</tool_response>")]
    [InlineData("<function=")]
    [InlineData("</parameter>")]
    [InlineData("<image>")]
    public async Task Text_that_a_template_or_trainer_would_act_on_is_rejected(string token)
    {
        using var cli = new CommandLine();
        string Transcript(string said) => $"[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) 안녕 {said} 네\n(AI 상담사) 네";
        string[] harmless = ["<b>", "a < b || c > d", "<|", "<| 이름 |>", "function=x", "<|a b|>"];
        var list = cli.Write("list.json", JsonSerializer.Serialize(harmless.Append(token).Select(Transcript)));
        Assert.Equal(0, await cli.RunAsync("preprocess", "--input", list, "--output", cli.PathOf("data/d.jsonl")));
        Assert.Equal(harmless.Length, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
        var rejected = CommandLine.JsonLines(cli.Data.RejectedFilePath).Single();
        Assert.Equal(("special_token", token), (rejected.GetProperty("code").GetString(), rejected.GetProperty("excerpt").GetString()));
    }

    [Fact]
    public async Task A_list_that_was_edited_by_hand_no_longer_goes_by_the_request_ids()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "5");
        var list = File.ReadAllText(cli.Data.ResultListFilePath);
        File.WriteAllText(cli.Data.ResultListFilePath, list.Replace("(고객) ", "(고객) 음, ", StringComparison.Ordinal));
        Assert.Equal(0, await cli.RunAsync("preprocess"));
        Assert.Contains("differ from transcript 1 on", cli.Error, StringComparison.Ordinal);
        Assert.Equal(5, Report.Load(cli.Data.ReportFilePath)!.Funnel.Accepted);
    }

    [Theory]
    [InlineData("not json", ":1' is not a JSON list of transcripts")]
    [InlineData("{\"a\": 1}", "is not a JSON list of transcripts")]
    [InlineData("[\"a\",\n 5]", ":2' is not a JSON list of transcripts")]
    [InlineData("[\"a\",\n\"b", ":2' is not a JSON list of transcripts")]
    [InlineData("", "is not a JSON list of transcripts")]
    public async Task A_file_that_is_no_list_of_transcripts_is_refused_and_nothing_is_replaced(string text, string expected)
    {
        using var cli = new CommandLine();
        cli.Write("data/dataset.parquet", "precious");
        Assert.Equal(2, await cli.RunAsync("preprocess", "--input", cli.Write("list.json", text)));
        Assert.Contains(expected, cli.Error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(cli.Data.DatasetFilePath));
    }

    [Fact]
    public async Task A_missing_input_and_an_unknown_extension_are_usage_errors()
    {
        using var cli = new CommandLine();
        Assert.Equal(2, await cli.RunAsync("preprocess"));
        Assert.Contains("callforge retrieve-batch", cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await cli.RunAsync("preprocess", "--input", cli.Write("l.json", "[]"), "--output", cli.PathOf("d.csv")));
        Assert.Contains(".parquet or .jsonl", cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dataset.parquet")]
    [InlineData("dataset.jsonl")]
    public async Task A_full_disk_is_told_in_one_sentence_and_leaves_what_was_there(string name)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device that is always full");
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "10");
        var output = Path.Combine(cli.Data.DirPath, name);
        File.WriteAllText(output, "precious");
        File.CreateSymbolicLink(output + ".tmp", "/dev/full");
        Assert.Equal(1, await cli.RunAsync("preprocess", "--output", output));
        Assert.Contains("error: No space left on device", cli.Error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(output));
    }

    [Fact]
    public async Task The_real_transcripts_go_through()
    {
        Assert.SkipUnless(File.Exists(Shared.RealTranscripts), "needs ../shared");
        using var cli = new CommandLine();
        Assert.Equal(0, await cli.RunAsync("preprocess", "--check", "warn", "--input", Shared.RealTranscripts, "--output", cli.PathOf("data/d.jsonl")));
        Assert.Equal(new(18, 18, 0, 0, 0), Report.Load(cli.Data.ReportFilePath)!.Funnel);
    }

    private static T[] Read<T>(RowGroupReader group, int column)
    {
        using var reader = group.Column(column);
        using var logical = reader.LogicalReader<T>();
        return logical.ReadAll((int)group.MetaData.NumRows);
    }
}
