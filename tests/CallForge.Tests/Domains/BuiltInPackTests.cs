using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CallForge.Conversations;
using CallForge.Domains;
using NJsonSchema;
using Xunit;

namespace CallForge.Tests.Domains;

public sealed class BuiltInPackTests
{
    private const string Name = "delivery-ko";
    private static readonly DomainPack Pack = DomainPackReader.Read(Name);
    private static readonly string[] Functions =
    [
        "search_restaurants", "get_restaurant_detail", "upsert_address", "list_addresses", "get_cart", "add_to_cart",
        "update_cart_item", "remove_cart_items", "prepare_checkout", "place_order", "get_order_status",
    ];

    public static TheoryData<string> Examples => ["examples/order.txt", "examples/unsupported.txt"];

    [Fact]
    public void It_has_the_eleven_functions_of_the_contract()
    {
        Assert.Equal(Functions, Pack.Tools.Select(tool => tool.Name));
        Assert.All(Pack.Tools, tool => Assert.False(tool.Parameters.GetProperty("additionalProperties").GetBoolean()));
    }

    [Fact]
    public void It_has_enough_to_draw_from()
    {
        Assert.True(Pack.Pools.Topics.Count >= 30);
        Assert.True(Pack.Pools.Chains.Count >= 12);
        Assert.True(Pack.Pools.Clarifications.Count >= 8);
        Assert.True(Pack.Pools.Corrections.Count >= 8);
        Assert.True(Pack.Pools.Unsupported.Count >= 30);
        Assert.True(Pack.Pools.Chitchat.Distinct().Count() >= 60);
        Assert.Equal(40, Pack.Pools.Customers.Count);
        Assert.Equal(["polite", "casual", "terse", "chatty", "elderly", "hurried"], Pack.Pools.Manners.Select(manner => manner.Id));
        Assert.Equal(["balanced", "classic", "gold"], Pack.Mixes.Select(mix => mix.Name));
    }

    [Fact]
    public void Every_function_is_asked_for_by_some_topic() =>
        Assert.All(Functions, function => Assert.Contains(Pack.Pools.Topics, topic => topic.Functions.Contains(function)));

    [Fact]
    public void Every_scenario_type_is_in_the_balanced_mix_and_explained_in_the_prompt() => Assert.All(ScenarioTypes.All, type =>
    {
        Assert.Contains(Pack.Mixes.Single(mix => mix.Name == "balanced").Entries, entry => entry.ScenarioType == type);
        Assert.Contains($"\n- {type}: ", Pack.Prompts.Instructions, StringComparison.Ordinal);
    });

    [Fact]
    public void The_prompts_have_nothing_left_to_fill_in_but_their_own_placeholders()
    {
        Assert.DoesNotContain("{{", Pack.Prompts.Instructions, StringComparison.Ordinal);
        Assert.Equal(["{{scenario}}"], Regex.Matches(Pack.Prompts.Request, @"\{\{\w+\}\}").Select(match => match.Value));
        Assert.Equal(["{{user_id}}", "{{date}}"], Regex.Matches(Pack.Prompts.System, @"\{\{\w+\}\}").Select(match => match.Value));
    }

    [Fact]
    public async Task Every_schema_accepts_what_it_should_and_refuses_an_unknown_argument()
    {
        foreach (var tool in Pack.Tools)
        {
            var parameters = await Schema(tool.Parameters);
            var returns = await Schema(tool.Returns);
            Assert.Contains(parameters.Validate("""{"surprise": 1}"""), error => error.ToString().Contains("surprise", StringComparison.Ordinal));
            Assert.Empty(returns.Validate("""{"error": {"code": "not_found", "message": "없어요."}}"""));
            Assert.NotEmpty(returns.Validate("""{"surprise": 1}"""));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_begins_with_its_scenario_as_a_request_writes_it(string file)
    {
        var scenario = ScenarioBlock.Find(Text(file))!;
        Assert.StartsWith($"{ScenarioBlock.Write(scenario)}\n\n[고객 ID] {scenario.UserId}\n[대화날짜] {scenario.Date}\n\n(고객) ", Text(file), StringComparison.Ordinal);
        var pools = Pack.Pools;
        Assert.All(scenario.Topics, topic => Assert.Contains(
            pools.Topics.Concat(pools.Chains), known => known.Id == topic.Id && known.Text == topic.Text && known.Functions.SequenceEqual(topic.Functions)));
        Assert.All(scenario.Unsupported, situation => Assert.Contains(situation, pools.Unsupported));
        Assert.Contains(scenario.Manner, pools.Manners);
        Assert.Equal(scenario.Topics.SelectMany(topic => topic.Functions), Payloads(file, "function_call").Select(call => call.GetProperty("name").GetString()));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_examples_calls_and_responses_fit_the_schemas(string file)
    {
        var calls = Payloads(file, "function_call").ToList();
        var responses = Payloads(file, "function_response").ToList();
        Assert.Equal(calls.Count, responses.Count);
        foreach (var (call, response) in calls.Zip(responses))
        {
            var tool = Pack.Tools.Single(tool => tool.Name == call.GetProperty("name").GetString());
            Assert.Empty((await Schema(tool.Parameters)).Validate(call.GetProperty("arguments").GetRawText()));
            Assert.Empty((await Schema(tool.Returns)).Validate(response.GetRawText()));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_examples_calls_use_only_ids_that_were_said_or_returned_before(string file)
    {
        HashSet<string> known = [];
        foreach (var line in Text(file).Split('\n'))
        {
            var ids = Uuid.Meant(line).ToList();
            Assert.All(ids, id => Assert.True(Uuid.IsWellFormed(id)));
            if (line.StartsWith("(function_call)", StringComparison.Ordinal)) Assert.Subset(known, ids.ToHashSet());
            known.UnionWith(ids);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_examples_payloads_are_written_as_Python_writes_them(string file) =>
        Assert.All(
            Text(file).Split('\n').Where(line => line.StartsWith("(function_", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(')', StringComparison.Ordinal) + 2)..]),
            json => Assert.Equal(Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(json))), json));

    [Fact]
    public void The_order_example_adds_up_and_orders_what_was_prepared()
    {
        var prepared = Payloads("examples/order.txt", "function_response").Single(response => response.ValueKind == JsonValueKind.Object && response.TryGetProperty("total", out _));
        var placed = Payloads("examples/order.txt", "function_call").Last().GetProperty("arguments").GetProperty("snapshot");
        Assert.True(JsonElement.DeepEquals(prepared, placed));
        Assert.All(prepared.GetProperty("items").EnumerateArray(), item =>
            Assert.Equal(item.GetProperty("quantity").GetInt32() * item.GetProperty("unit_price_snapshot").GetInt32(), item.GetProperty("line_total").GetInt32()));
        Assert.Equal(prepared.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("line_total").GetInt32()), prepared.GetProperty("total").GetInt32());
    }

    [Fact]
    public void No_customer_and_no_id_of_an_example_is_used_twice()
    {
        var ids = Examples.Select(example => Uuid.Meant(Text(example.Data)).ToHashSet()).ToList();
        Assert.Empty(ids[0].Intersect(ids[1]));
        Assert.Empty(Pack.Pools.Customers.Intersect(ids[0].Union(ids[1])));
    }

    private static string Text(string file) => Encoding.UTF8.GetString(PackFiles.Open(Name).Bytes(file).Span);

    private static IEnumerable<JsonElement> Payloads(string file, string marker) => Text(file).Split('\n')
        .Where(line => line.StartsWith($"({marker}) ", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line[(marker.Length + 3)..]).RootElement);

    private static Task<JsonSchema> Schema(JsonElement schema) => JsonSchema.FromJsonAsync(schema.GetRawText());
}
