using System.Text.Json;
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

    private static bool IsAt(JsonElement finding, JsonElement place) =>
        finding.GetProperty("message").GetInt32() == place.GetProperty("message").GetInt32()
        && finding.GetProperty("pointer").GetString() == place.GetProperty("pointer").GetString()
        && (place.GetProperty("block").ValueKind == JsonValueKind.Null || finding.GetProperty("block").ValueKind == JsonValueKind.Null
            || place.GetProperty("block").GetInt32() == finding.GetProperty("block").GetInt32());
}
