using System.Text.Json;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers.Generic;

public sealed class GenericTeacherTests
{
    private const int Count = 200;

    private static readonly DomainPack Library = DomainPackReader.Read(PackFolder.Library);

    [Fact]
    public void Every_call_and_response_obeys_its_schema_and_the_transcript_needs_no_repair()
    {
        var played = new Played(Library);
        var calls = played.Texts(Count).SelectMany(one => played.Calls(one.Text)).ToList();
        Assert.Equal(["check_hold", "place_hold", "search_books"], calls.Select(call => call.Name).Distinct().Order());
        Assert.Empty(calls.SelectMany(played.Faults));
    }

    [Fact]
    public void The_functions_of_the_topics_are_called_in_their_order()
    {
        var played = new Played(Library);
        Assert.All(played.Texts(Count), one =>
            Assert.Equal(one.Scenario.Topics.SelectMany(topic => topic.Functions), played.Calls(one.Text).Select(call => call.Name)));
    }

    [Fact]
    public void The_reader_is_the_one_who_is_logged_in()
    {
        var played = new Played(Library);
        Assert.All(played.Texts(Count), one => Assert.All(played.Calls(one.Text), call =>
        {
            if (call.Arguments.TryGetProperty("reader_id", out var id)) Assert.Equal(one.Scenario.UserId, id.GetString());
        }));
    }

    [Fact]
    public void Every_id_of_a_call_was_returned_or_said_before()
    {
        var played = new Played(Library);
        var calls = played.Texts(Count).SelectMany(one => played.Calls(one.Text)).ToList();
        Assert.Contains(calls, call => call.Name == "check_hold" && call.Before.Contains("hold_id", StringComparison.Ordinal));
        Assert.All(calls, call => Assert.All(new[] { "book_id", "hold_id" }, name =>
        {
            if (call.Arguments.TryGetProperty(name, out var id)) Assert.Contains(id.GetString()!, call.Before, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void What_was_given_comes_back_and_a_thing_stays_the_same_thing()
    {
        var played = new Played(Library);
        Assert.All(played.Texts(Count), one =>
        {
            var titles = new Dictionary<string, string>();
            foreach (var call in played.Calls(one.Text).Where(call => !call.Response.TryGetProperty("error", out _)))
            {
                Assert.All(call.Arguments.EnumerateObject().Where(argument => call.Response.TryGetProperty(argument.Name, out _)), argument =>
                    Assert.Equal(argument.Value.ToString(), call.Response.GetProperty(argument.Name).ToString()));
                foreach (var thing in call.Response.TryGetProperty("books", out var books) ? books.EnumerateArray() : Enumerable.Repeat(call.Response, 1))
                    foreach (var name in new[] { "book_id", "hold_id" })
                        if (thing.TryGetProperty(name, out var id) && !titles.TryAdd(id.GetString()!, thing.GetProperty("title").GetString()!))
                            Assert.Equal(titles[id.GetString()!], thing.GetProperty("title").GetString());
            }
        });
    }

    [Fact]
    public void Filters_hold_and_totals_are_right()
    {
        var played = new Played(Library);
        var searches = played.Texts(Count).SelectMany(one => played.Calls(one.Text)).Where(call => call.Name == "search_books").ToList();
        Assert.Contains(searches, call => call.Response.GetProperty("total").GetInt32() > 1);
        Assert.All(searches, call =>
        {
            var books = call.Response.GetProperty("books");
            Assert.Equal(books.GetArrayLength(), call.Response.GetProperty("total").GetInt32());
            Assert.All(books.EnumerateArray(), book =>
            {
                if (call.Arguments.TryGetProperty("genre", out var genre)) Assert.Equal(genre.GetString(), book.GetProperty("genre").GetString());
                if (call.Arguments.TryGetProperty("query", out var query)) Assert.Equal(query.GetString(), book.GetProperty("title").GetString());
                if (call.Arguments.TryGetProperty("published_after", out var year)) Assert.True(book.GetProperty("year_published").GetInt32() >= year.GetInt32());
                if (call.Arguments.TryGetProperty("available_only", out _)) Assert.All(book.GetProperty("copies").EnumerateArray(), copy => Assert.Equal("available", copy.GetProperty("status").GetString()));
            });
        });
    }

    [Fact]
    public void Every_value_of_a_call_is_said_by_the_customer_or_known()
    {
        var played = new Played(Library);
        Assert.All(played.Texts(Count).SelectMany(one => played.Calls(one.Text)), call => Assert.All(call.Arguments.EnumerateObject(), argument =>
        {
            if (argument.Name == "reader_id" || argument.Value.ValueKind is JsonValueKind.True) return;
            var said = argument.Name == "needed_by" ? DateOnly.ParseExact(argument.Value.GetString()!, "yyyy-MM-dd").ToString("MMMM d, yyyy", System.Globalization.CultureInfo.InvariantCulture)
                : argument.Value.ToString().Replace('_', ' ');
            Assert.Contains(said, call.Before.Replace('_', ' '), StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void A_clarification_asks_before_it_calls_and_what_no_tool_does_is_not_called()
    {
        foreach (var (scenario, text) in new Played(Library).Texts(Count))
        {
            var lines = text.Split('\n').Skip(3).ToList();
            var call = lines.FindIndex(line => line.StartsWith("(call)", StringComparison.Ordinal));
            if (scenario.ScenarioType is "unsupported" or "off_topic") Assert.Equal(-1, call);
            if (scenario.ScenarioType == "clarification") Assert.Contains(lines[..call], line => line.StartsWith("(Librarian)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Failures_are_taken_now_and_then()
    {
        var played = new Played(Library);
        var holds = played.Texts(Count).SelectMany(one => played.Calls(one.Text)).Where(call => call.Name == "place_hold").ToList();
        Assert.InRange(holds.Count(call => call.Response.TryGetProperty("error", out _)), 1, holds.Count / 3);
    }

    [Fact]
    public void The_same_scenario_gives_the_same_text() =>
        Assert.Equal(new Played(Library).Texts(50).Select(one => one.Text), new Played(Library).Texts(50).Select(one => one.Text));

    [Fact]
    public void A_korean_pack_is_acted_in_korean()
    {
        using var folder = PackFolder.CopyOf("delivery-ko", (name, text) => name == "domain.yaml" ? text.Replace("name: delivery-ko", "name: delivery-copy", StringComparison.Ordinal) : text);
        var played = new Played(DomainPackReader.Read(folder.Path));
        foreach (var (_, text) in played.Texts(100))
        {
            Assert.Empty(played.Calls(text).SelectMany(played.Faults));
            Assert.All(text.Split('\n').Where(line => line.StartsWith("(고객)", StringComparison.Ordinal)), line => Assert.Contains(line[4..], c => c is >= '가' and <= '힣'));
        }
    }
}
