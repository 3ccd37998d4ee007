using System.Text.Json;
using CallForge.Domains;
using CallForge.Generate;
using CallForge.LocalServer.Teachers;
using CallForge.LocalServer.Teachers.Scripts;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>What 1,000 conversations of the mix <c>balanced</c> contain.</summary>
public sealed class BalancedCorpusTests
{
    private static readonly DomainPack Pack = DomainPackReader.Read("delivery-ko");
    private static readonly Lazy<IReadOnlyList<string>> Transcripts = new(Play);
    private static readonly Lazy<IReadOnlyList<TranscriptLine>> Calls =
        new(() => [.. Transcripts.Value.SelectMany(text => TranscriptLines.Parse(text).Calls)]);

    [Fact]
    public void Every_topic_of_the_pack_has_a_script_and_every_script_a_topic() =>
        Assert.Equal(TeacherScenarios.Topics.Select(topic => topic.Id).Order(), Repertoire.Topics.Order());

    [Fact]
    public void There_are_fifteen_things_to_ask_about_and_fifteen_to_take_back()
    {
        Assert.InRange(Pack.Pools.Clarifications.Count, 15, 100);
        Assert.InRange(Pack.Pools.Corrections.Count, 15, 100);
    }

    [Fact]
    public void Every_optional_parameter_is_used_and_omitted()
    {
        foreach (var tool in Pack.Tools)
        {
            var calls = Calls.Value.Where(call => call.Name == tool.Name).ToList();
            foreach (var name in Optional(tool.Parameters))
            {
                var used = calls.Count(call => call.Arguments.TryGetProperty(name, out _));
                Assert.True(used >= 3 && calls.Count - used >= 3, $"{tool.Name}.{name} is used in {used} of {calls.Count} calls.");
            }
        }
    }

    [Fact]
    public void A_cart_item_is_changed_in_its_quantity_or_its_request_or_both() =>
        Assert.Equal(
            [(false, true), (true, false), (true, true)],
            Calls.Value.Where(call => call.Name == "update_cart_item")
                .Select(call => (call.Arguments.TryGetProperty("quantity", out _), call.Arguments.TryGetProperty("special_request", out _)))
                .Distinct().Order());

    [Fact]
    public void Every_order_of_results_is_asked_for() =>
        Assert.Equal(
            ["delivery_fee", "rating", "relevance"],
            Calls.Value.Select(call => call.Arguments.Text("sort")).OfType<string>().Distinct().Order());

    [Fact]
    public void Every_error_path_is_taken_several_times()
    {
        var paths = Calls.Value.Where(call => call.IsError)
            .GroupBy(call => (call.Name, Code: call.Response.GetProperty("error").Text("code")!))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(ErrorCodes.OfPrompt.Order(), paths.Keys.Select(path => path.Code).Distinct().Order());
        Assert.Equal(12, paths.Count);
        Assert.All(paths, path => Assert.True(path.Value >= 3, $"{path.Key} is refused {path.Value} times."));
    }

    [Fact]
    public void Searches_find_nothing_and_restaurants_are_closed_now_and_then()
    {
        var searches = Calls.Value.Where(call => call.Name == "search_restaurants").Select(call => call.Response.GetProperty("items")).ToList();
        Assert.True(searches.Count(items => items.GetArrayLength() == 0) >= 10);
        var details = Calls.Value.Where(call => call.Name == "get_restaurant_detail" && !call.IsError).ToList();
        Assert.True(details.Count(call => call.Arguments.Text("at") is not null && !call.Response.GetProperty("is_open").GetBoolean()) >= 3);
        Assert.Contains(Calls.Value, call => call.Name == "get_cart" && call.Response.ValueKind == JsonValueKind.Null);
    }

    [Theory]
    [InlineData("get_cart, list_addresses")]
    [InlineData("get_order_status, get_order_status")]
    [InlineData("get_restaurant_detail, get_restaurant_detail")]
    [InlineData("search_restaurants, search_restaurants")]
    public void Calls_that_do_not_need_each_other_are_made_together(string names) =>
        Assert.Contains(
            Transcripts.Value.SelectMany(text => text.Split('\n')).Where(line => line.StartsWith("(function_call) [", StringComparison.Ordinal)),
            line => string.Join(", ", Names(line)) == names);

    [Fact]
    public void Every_conversation_obeys_the_contract() => Assert.All(Transcripts.Value, ContractOracle.Check);

    private static IReadOnlyList<string> Play()
    {
        var teacher = SimulatedTeacher.Load();
        var mix = Pack.Mixes.Single(mix => mix.Name == "balanced");
        var scenarios = new ScenarioDealer(Pack, mix, 42, Pack.Pools.Chitchat).Deal(1000);
        return [.. scenarios.AsParallel().AsOrdered().Select(scenario => teacher.Answer(TeacherScenarios.Prompt(scenario)))];
    }

    private static IEnumerable<string> Optional(JsonElement parameters)
    {
        var required = parameters.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToList();
        return parameters.GetProperty("properties").EnumerateObject().Select(one => one.Name).Where(name => !required.Contains(name));
    }

    private static IEnumerable<string> Names(string line) =>
        JsonDocument.Parse(line["(function_call) ".Length..]).RootElement.EnumerateArray().Select(call => call.GetProperty("name").GetString()!);
}
