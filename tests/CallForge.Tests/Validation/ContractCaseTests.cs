using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace CallForge.Tests.Validation;

/// <summary>Breaches planted in real conversations, and unusual ones that are right, labelled by a hand that wrote no rule.</summary>
public sealed class ContractCaseTests
{
    private static readonly string[] Rungs = ["form", "schema", "provenance"];

    public static TheoryData<string> Folders => [.. new[] { Fixture.PathOf("contract"), Shared.Contract }.Where(Directory.Exists)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_breach_is_found_first_and_at_its_place(string folder)
    {
        var cases = CommandLine.JsonLines(Path.Combine(folder, "breaches.jsonl")).Where(breach => Rungs.Contains(breach.GetProperty("rung").GetString())).ToList();
        var found = await Validated.RowsAsync(cases.Select(breach => breach.GetProperty("row").GetRawText()));
        Assert.NotEmpty(cases);
        Assert.All(cases.Zip(found), pair =>
        {
            var places = pair.First.GetProperty("also").EnumerateArray().Prepend(pair.First.GetProperty("where"));
            var first = pair.Second.GetProperty("findings")[0];
            Assert.Contains(places, place => IsAt(first, place));
        });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task What_is_only_unusual_has_no_finding(string folder)
    {
        var rows = CommandLine.JsonLines(Path.Combine(folder, "legitimate.jsonl")).Select(line => line.GetProperty("row").GetRawText());
        Assert.All(await Validated.RowsAsync(rows), row => Assert.Empty(row.GetProperty("findings").EnumerateArray()));
    }

    /// <summary>An error has fewer keys to miss than a list of rows has wrong values, and is not meant nevertheless.</summary>
    [Fact]
    public async Task Many_wrong_values_in_a_response_are_told_one_by_one()
    {
        var row = JsonNode.Parse(File.ReadLines(Path.Combine(Fixture.PathOf("contract"), "legitimate.jsonl")).First())!["row"]!.AsObject();
        var mutable = new MutableRow(row["messages"]!.AsArray());
        var message = mutable.Responses.First(i => mutable.Inside(i).Contains("min_order_amount", StringComparison.Ordinal));
        var response = mutable.Payload(message)!;
        var item = response["items"]![0]!;
        for (var i = 1; i < 9; i++) response["items"]!.AsArray().Add(item.DeepClone());
        foreach (var one in response["items"]!.AsArray()) one!["is_open"] = "네";
        mutable.SetPayload(message, response);
        var found = (await Validated.RowsAsync([row.ToJsonString()]))[0].GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("message").GetInt32() == message).ToList();
        Assert.Equal(response["items"]!.AsArray().Select((_, i) => $"/items/{i}/is_open"), found.Select(finding => finding.GetProperty("pointer").GetString()));
        Assert.All(found, finding => Assert.Equal("response_type", finding.GetProperty("code").GetString()));
    }

    private static bool IsAt(JsonElement finding, JsonElement place) =>
        finding.GetProperty("message").GetInt32() == place.GetProperty("message").GetInt32()
        && finding.GetProperty("pointer").GetString() == place.GetProperty("pointer").GetString()
        && (place.GetProperty("block").ValueKind == JsonValueKind.Null || finding.GetProperty("block").ValueKind == JsonValueKind.Null
            || place.GetProperty("block").GetInt32() == finding.GetProperty("block").GetInt32());
}
