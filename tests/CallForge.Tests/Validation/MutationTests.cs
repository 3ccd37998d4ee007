using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.Validation;

public sealed class MutationTests
{
    /// <summary>Codes of a row as such, or of a limit: they have tests of their own.</summary>
    private static readonly string[] Elsewhere = ["bad_row", "too_long"];

    [Fact]
    public async Task Whatever_is_made_wrong_in_a_clean_conversation_is_found_first_and_at_its_place()
    {
        using var cli = new CommandLine();
        await cli.RunLocalAsync("--count", "24", "--system-turn", "none");
        await cli.RunAsync("preprocess", "--output", cli.PathOf("data/d.jsonl"), "--system-turn", "none");
        var sources = File.ReadLines(cli.PathOf("data/d.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        var mutations = sources.SelectMany((row, source) => Mutator.Of(new MutableRow(row["messages"]!.AsArray())).Select(mutation => (source, mutation))).ToList();
        var rows = mutations.Select(pair => Row(sources[pair.source], pair.mutation.Messages));

        var found = await Validated.RowsAsync(rows);

        Assert.Empty(mutations.Zip(found).Where(pair => !IsFirst(pair.First.mutation, pair.Second)).Select(pair => $"{pair.First.source}: {pair.First.mutation.Code} at {pair.First.mutation.Message} {pair.First.mutation.Pointer}: {pair.Second}"));
        Assert.All(FindingCode.Names.Except(Elsewhere), code =>
        {
            var own = mutations.Where(pair => pair.mutation.Code == code).ToList();
            Assert.True(own.Count >= 5 && own.Select(pair => pair.source).Distinct().Count() >= 3, $"{code} has {own.Count} mutations");
        });
    }

    private static bool IsFirst(Mutation mutation, JsonElement row) =>
        row.GetProperty("findings") is var findings && findings.GetArrayLength() > 0
        && (findings[0].GetProperty("code").GetString(), findings[0].GetProperty("message").GetInt32(), findings[0].GetProperty("pointer").GetString()) == (mutation.Code, mutation.Message, mutation.Pointer);

    private static string Row(JsonNode source, JsonArray messages)
    {
        var row = source.DeepClone().AsObject();
        row["messages"] = messages.DeepClone();
        return row.ToJsonString();
    }
}
