using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class TranscriptReaderTests
{
    private const string Head = "[고객 ID] a1661d37-87bb-44e9-b2b3-ad951c237ba5\n[대화날짜] 2024-05-23\n\n";

    private static readonly DomainPack Pack = DomainPackReader.Read("delivery-ko");
    private static readonly TranscriptReader Reader = new(Pack.Labels, Pack.Tools);

    /// <summary>What each recorded input is read as: <c>ok</c>, <c>repaired:codes</c> or the code of the rejection.</summary>
    private static readonly Dictionary<string, string> Expected = File.ReadLines(Fixture.PathOf("parser_cases.expected.txt"))
        .Select(line => line.Split(' ', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    [Fact]
    public void Every_recorded_input_is_read_as_decided()
    {
        var read = Fixture.Json("parser_cases.json").EnumerateArray().Select(one =>
            (one.GetProperty("id").GetString()!, Outcome(Read(one.GetProperty("input").GetString()!))));
        Assert.Equal(Expected.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"), read.OrderBy(one => one.Item1).Select(one => $"{one.Item1} {one.Item2}"));
    }

    [Fact]
    public void A_numbered_list_inside_an_answer_is_text()
    {
        var reading = Read(Head + "(고객) 뭐가 있나요?\n(AI 상담사) 두 가지가 있어요.\n(1) 짜장면\n(2) 짬뽕\n어느 쪽으로 할까요?");
        Assert.Equal("두 가지가 있어요.\n(1) 짜장면\n(2) 짬뽕\n어느 쪽으로 할까요?", Text(Assert.IsType<AssistantTurn>(reading.Conversation!.Turns[1]).Text));
        Assert.Empty(reading.Repairs);
    }

    [Fact]
    public void Calls_made_together_become_one_turn_with_their_responses_in_order()
    {
        var reading = Read(Head + """
            (고객) 둘 다 보여줘
            (function_call) {"name": "get_cart", "arguments": {"user_id": "u"}}
            (function_call) {"name": "list_addresses", "arguments": {"user_id": "u"}}
            (function_response) null
            (function_response) []
            (AI 상담사) 비어 있어요.
            """);
        Assert.Equal(["get_cart", "list_addresses"], Assert.IsType<AssistantTurn>(reading.Conversation!.Turns[1]).Calls.Select(call => call.Name));
        Assert.Equal(["null", "[]"], Assert.IsType<ResponseTurn>(reading.Conversation.Turns[2]).Responses.Select(Text));
    }

    [Fact]
    public void A_closing_note_is_set_aside_and_recorded()
    {
        var reading = Read(Head + "(고객) 안녕\n(AI 상담사) 네\n\n(상담이 끝났습니다)");
        Assert.Equal("네", Text(Assert.IsType<AssistantTurn>(reading.Conversation!.Turns[^1]).Text));
        Assert.Equal((RepairCode.ClosingNote, "(상담이 끝났습니다)", 7), (reading.Repairs.Single().Code, reading.Repairs.Single().Excerpt, reading.Repairs.Single().Line));
    }

    [Theory]
    [InlineData("(\u1100\u1169\u1100\u1162\u11A8) 안녕\n(AI 상담사) 네")]
    [InlineData("(고객) 안녕\n（ＡＩ 상담사） 네")]
    [InlineData("(고객) 안녕\n(AI\u00A0상담사) 네")]
    [InlineData("\u200B**(고객)** 안녕\n**(AI상담사):** 네")]
    public void A_marker_in_another_form_is_read_and_recorded(string turns)
    {
        var reading = Read(Head + turns);
        Assert.Equal(["안녕", "네"], reading.Conversation!.Turns.Select(turn => turn is CustomerTurn customer ? Text(customer.Text) : Text(((AssistantTurn)turn).Text)));
        Assert.All(reading.Repairs, repair => Assert.Contains(repair.Code, new[] { RepairCode.Label, RepairCode.DecomposedHangul }));
        Assert.NotEmpty(reading.Repairs);
    }

    [Fact]
    public void A_second_conversation_in_one_transcript_is_rejected_and_not_merged() =>
        Assert.Equal(RejectionCode.TwoConversations, Read($"{Head}(고객) 안녕\n(AI 상담사) 네\n\n{Head}(고객) 또\n(AI 상담사) 네").Rejection!.Code);

    [Fact]
    public void Missing_metadata_is_taken_from_the_request_and_contradicting_metadata_rejected()
    {
        var expected = new TranscriptMetadata("u-1", "2024-01-02");
        var reading = Reader.Read(Encoding.UTF8.GetBytes("(고객) 안녕\n(AI 상담사) 네"), expected);
        Assert.Equal(("u-1", "2024-01-02"), (Text(reading.Conversation!.UserId), Text(reading.Conversation.Date)));
        Assert.Equal(RepairCode.MetadataFromScenario, Assert.Single(reading.Repairs).Code);
        Assert.Equal(RejectionCode.MetadataConflict, Reader.Read(Encoding.UTF8.GetBytes(Head + "(고객) 안녕\n(AI 상담사) 네"), expected).Rejection!.Code);
    }

    /// <summary>Found by <c>bench/fuzz.sh</c>.</summary>
    [Theory]
    [InlineData("```Ж\n", "\n```")]
    [InlineData("```text\n", "\n```Ж")]
    public void The_words_behind_the_backticks_of_a_fence_are_kept_in_the_repair(string opening, string closing)
    {
        var reading = Read(opening + Head + "(고객) 안녕\n(AI 상담사) 네" + closing);
        Assert.NotNull(reading.Conversation);
        Assert.Contains("Ж", Assert.Single(reading.Repairs, repair => repair.Code == RepairCode.CodeFence).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void No_character_of_an_accepted_transcript_is_lost() =>
        Gen.OneOf<string>("(고객) ", "(AI 상담사) ", "(1) ", "\n", "\n\n", "안녕 ", "(대화 종료)", "**", "- ", "[고객 ID] u", "(function_call) {\"name\": \"get_cart\", \"arguments\": {}}\n", "(function_response) null\n", "\u00a0", "😀", "\r\n", "```",
            "(고객, 안녕) ", "(AI 상담사 #1) ", "<think>", "</think>\n", "(함수 호출) {\"name\": \"get_cart\", \"arguments\": {}}\n", "(함수 응답) null\n")
            .Array[1, 24].Select(parts => Head + string.Concat(parts)).Sample(transcript =>
        {
            var reading = Read(transcript);
            if (reading.Conversation is not { } conversation) return reading.Rejection is not null;
            var kept = string.Concat(conversation.Turns.Select(turn => turn switch
            {
                CustomerTurn customer => Text(customer.Text),
                AssistantTurn assistant => Text(assistant.Text) + string.Concat(assistant.Calls.Select(call => call.Name + Text(call.Arguments))),
                ResponseTurn responses => string.Concat(responses.Responses.Select(Text)),
                _ => "",
            }).Concat(reading.Repairs.Select(repair => repair.Excerpt)));
            return "안녕😀()대화종료1[]-".All(letter => kept.Count(c => c == letter) >= TextOutsideMarkers(transcript).Count(c => c == letter));
        });

    [Fact]
    public void Any_text_is_read_or_rejected_without_a_crash() =>
        Gen.String.Sample(text => Read(text) is { Rejection: not null } or { Conversation: not null });

    private static string TextOutsideMarkers(string transcript) => transcript
        .Replace("(고객)", "", StringComparison.Ordinal).Replace("(AI 상담사)", "", StringComparison.Ordinal)
        .Replace("[고객 ID]", "", StringComparison.Ordinal).Replace("[대화날짜]", "", StringComparison.Ordinal)
        .Replace("(함수 호출)", "", StringComparison.Ordinal).Replace("(함수 응답)", "", StringComparison.Ordinal)
        .Replace("(function_call)", "", StringComparison.Ordinal).Replace("(function_response)", "", StringComparison.Ordinal)
        .Replace("a1661d37-87bb-44e9-b2b3-ad951c237ba5", "", StringComparison.Ordinal).Replace("2024-05-23", "", StringComparison.Ordinal);

    private static TranscriptReading Read(string transcript) => Reader.Read(Encoding.UTF8.GetBytes(transcript));

    private static string Outcome(TranscriptReading reading) =>
        reading.Rejection?.Code ?? (reading.Repairs.Count == 0 ? "ok" : $"repaired:{string.Join(',', reading.Repairs.Select(repair => repair.Code).Distinct())}");

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
