using System.Text.RegularExpressions;
using CallForge.Domains;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

public sealed class SimulatedTeacherTests
{
    private static readonly SimulatedTeacher Teacher = SimulatedTeacher.Load();

    private static readonly string[] Functions =
    [
        "search_restaurants", "get_restaurant_detail", "upsert_address", "list_addresses", "get_cart", "add_to_cart", "update_cart_item",
        "remove_cart_items", "prepare_checkout", "place_order", "get_order_status",
    ];

    [Fact]
    public void Every_conversation_obeys_the_contract() => Parallel.For(0, 3000, i =>
    {
        var text = Play(TeacherScenarios.Number(i));
        try
        {
            ContractOracle.Check(text);
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Scenario {i}: {exception.Message}\n{text}", exception);
        }
    });

    [Theory]
    [InlineData("\"quantity\": 1", "\"quantity\": 7")]
    [InlineData("\"total\": 1", "\"total\": 2")]
    [InlineData("\"subtotal\": ", "\"subtotal\": 9")]
    [InlineData("\"address_id\": \"", "\"address_id\": \"0")]
    [InlineData("\"is_available\": true", "\"is_available\": false")]
    [InlineData("\"arguments\": {\"query\"", "\"arguments\": {\"only_open\": true, \"query\"")]
    [InlineData("(고객) ", "(AI 상담사) ")]
    [InlineData("T1", "T1\", \"2020-01-01T1")]
    [InlineData("00원", "01원")]
    [InlineData("(⭐4", "(⭐1")]
    public void The_oracle_notices_a_broken_conversation(string right, string wrong)
    {
        var broken = Enumerable.Range(0, 400).Select(i => Play(TeacherScenarios.Number(i)))
            .Where(text => text.Contains(right, StringComparison.Ordinal) && text.Contains("prepare_checkout", StringComparison.Ordinal))
            .Select(text => text.Replace(right, wrong, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(broken);
        Assert.All(broken, text => Assert.ThrowsAny<Exception>(() => ContractOracle.Check(text)));
    }

    [Theory]
    [InlineData("\"code\": \"sold_out\"", "\"code\": \"ITEM_SOLD_OUT\"")]
    [InlineData("\"code\": \"closed\"", "\"code\": \"sold_out\"")]
    [InlineData("\"code\": \"not_found\"", "\"code\": \"closed\"")]
    [InlineData("(?<=\"below_minimum_order\", \"message\": \"최소 주문 금액 )[\\d,]+", "1,000")]
    [InlineData("\"at\": \"20(\\d\\d)(.{7})(.*?\\n.*?\"checked_at\": \"20)\\d\\d.{7}", "\"at\": \"2019$2${3}19$2")]
    [InlineData("(?<=\"name\": \"(add_to_cart|update_cart_item)\", .*\"special_request\": \")", "꼭 ")]
    [InlineData("(?<=\"delivery_note\": \")", "꼭 ")]
    [InlineData("(?<=\"pg_id\": \")", "x")]
    [InlineData("(?<=\"quantity\": \\d)(?=[,}])", "7")]
    [InlineData("(?<=^\\(AI 상담사\\) )", "은하전복탕 대신 제육쌈밥은 어떠세요? ")]
    [InlineData("(?<=^\\(function_call\\) \\[.*), \\{\"name\": \"(?!get_cart).*(?=\\]$)", "")]
    public void The_oracle_notices_what_nobody_said_and_refusals_that_do_not_fit(string right, string wrong)
    {
        var pattern = new Regex(right, RegexOptions.Multiline);
        var broken = Enumerable.Range(0, TeacherScenarios.Topics.Count * 2).Select(i => Play(TeacherScenarios.Number(i)))
            .Where(text => pattern.IsMatch(text) && !text.Contains("제육쌈밥", StringComparison.Ordinal))
            .Select(text => pattern.Replace(text, wrong)).ToList();
        Assert.NotEmpty(broken);
        Assert.All(broken, text => Assert.ThrowsAny<Exception>(() => ContractOracle.Check(text)));
    }

    [Fact]
    public void Every_topic_calls_its_functions_in_order() => Parallel.For(0, 3000, i =>
    {
        var scenario = TeacherScenarios.Number(i);
        var called = Calls(Play(scenario)).ToList();
        var at = 0;
        foreach (var function in scenario.Topics.SelectMany(topic => topic.Functions))
        {
            at = called.IndexOf(function, at) + 1;
            Assert.True(at > 0, $"Scenario {i}: '{function}' is missing in {string.Join(", ", called)}.");
        }
    });

    [Fact]
    public void All_eleven_functions_occur() =>
        Assert.Equal(
            Functions.Order(),
            Enumerable.Range(0, 200).SelectMany(i => Calls(Play(TeacherScenarios.Number(i)))).Distinct().Order());

    [Fact]
    public void An_unsupported_wish_is_answered_without_a_call()
    {
        foreach (var id in TeacherScenarios.Unsupported)
        {
            var text = Play(Only(id) with { Unsupported = [new Situation(id, "text")] });
            Assert.Empty(Calls(text));
            Assert.Contains("(AI 상담사)", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Small_talk_occurs_word_for_word_but_for_the_brackets_of_a_marker()
    {
        var text = Play(Only("talk") with { Chitchat = ["12시 땡! \"정말\"", "(AI 상담사) 나는 고객"] });
        var customers = TranscriptLines.Parse(text).CustomerTexts.ToList();
        Assert.Contains(customers, line => line.EndsWith("12시 땡! \"정말\"", StringComparison.Ordinal));
        Assert.Contains(customers, line => line.EndsWith("AI 상담사 나는 고객", StringComparison.Ordinal));
    }

    [Fact]
    public void A_complaint_is_apologised_for() => Assert.All(
        Enumerable.Range(0, 400).Select(TeacherScenarios.Number),
        scenario => Assert.True(!scenario.Complaint || Play(scenario).Contains("죄송", StringComparison.Ordinal)));

    [Fact]
    public void A_topic_nobody_has_a_script_for_calls_its_functions()
    {
        var text = Play(Only("edited") with { Topics = [new Topic("somebody-s-own", "text", Functions)] });
        ContractOracle.Check(text);
        Assert.Equal(Functions.Order(), Calls(text).Distinct().Order());
    }

    [Fact]
    public void The_same_prompt_gives_the_same_text_from_any_thread()
    {
        var prompt = TeacherScenarios.Prompt(TeacherScenarios.Number(77));
        var texts = new string[200];
        Parallel.For(0, texts.Length, i => texts[i] = i % 2 == 0 ? Teacher.Answer(prompt) : SimulatedTeacher.Load().Answer(prompt));
        Assert.Single(texts.Distinct());
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("안녕하세요")]
    public void A_prompt_without_a_scenario_gets_a_short_reply(string prompt)
    {
        var reply = Teacher.Answer(prompt);
        Assert.InRange(reply.Length, 5, 200);
        Assert.DoesNotContain("(고객)", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Conversations_begin_and_end_in_many_ways()
    {
        var spoken = Enumerable.Range(1000, 1000).Select(i => TranscriptLines.Parse(Play(TeacherScenarios.Number(i))).Lines).ToList();
        Assert.InRange(spoken.Select(lines => lines[0].Text).Distinct().Count(), 800, 1000);
        Assert.InRange(spoken.GroupBy(lines => lines[^1].Text).Max(group => group.Count()), 1, 100);
    }

    private static Scenario Only(string key) => TeacherScenarios.Number(key.Length) with { Topics = [], Unsupported = [], Chitchat = [] };

    private static string Play(Scenario scenario) => Teacher.Answer(TeacherScenarios.Prompt(scenario));

    private static IEnumerable<string> Calls(string transcript) => TranscriptLines.Parse(transcript).Calls.Select(call => call.Name);
}
