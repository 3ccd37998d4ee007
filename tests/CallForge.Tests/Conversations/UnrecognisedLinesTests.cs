using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using Xunit;

namespace CallForge.Tests.Conversations;

/// <summary>What is not recognised is not text: calls, speakers and thoughts in forms that are not the grammar's.</summary>
public sealed class UnrecognisedLinesTests
{
    private const string Head = "[고객 ID] 5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d\n[대화날짜] 2024-05-03\n\n";
    private const string Call = """{"name": "search_restaurants", "arguments": {"query": "피자"}}""";
    private const string Response = """{"items": []}""";

    private static readonly DomainPack Pack = DomainPackReader.Read("delivery-ko");
    private static readonly TranscriptReader Reader = new(Pack.Labels, Pack.Tools);

    public static TheoryData<string, string> CallMarkers => new()
    {
        { "(function_call #1)", "(function_response #1)" }, { "(function_call 1)", "(function_response 1)" }, { "(function_call: 검색)", "(function_response: 검색)" },
        { "(함수 호출)", "(함수 응답)" }, { "(함수호출)", "(함수결과)" }, { "(도구 호출)", "(도구 결과)" }, { "(API 호출)", "(API 응답)" }, { "（함수　호출）", "（함수　응답）" },
        { "(Function Call)", "(Function Result)" }, { "(tool-call)", "(tool-output)" }, { "(tool_use)", "(tool_result)" }, { "(function_calls)", "(function_results)" },
        { "**(함수 호출)**", "**(함수 응답)**" }, { "(함수 호출 #1)", "(함수 응답 #1)" }, { "(function_call_1)", "(function_response_1)" }, { "(툴 콜)", "(툴 리턴)" },
    };

    public static TheoryData<string> CallForms =>
    [
        $"{Call}\n{Response}", $"- {Call}\n- {Response}", $"```json\n{Call}\n```\n```json\n{Response}\n```", $"```\n{Call}\n```", $"`{Call}`",
        $"[{Call}]\n[{Response}]", "{\n  \"name\": \"search_restaurants\",\n  \"arguments\": {\"query\": \"피자\"}\n}", "{'name': 'search_restaurants', 'arguments': {'query': '피자'}}",
        "{“name”: “search_restaurants”}", "{name: \"search_restaurants\", arguments: {}}", $"확인할게요. {Call}", $"(검색) {Call}", $"→ {Call}", $"함수 호출: {Call}", $"Function call: {Call}",
        "함수 호출: search_restaurants", "**Tool call:** search_restaurants", "```tool_code\nprint(search_restaurants(query=\"피자\"))\n```", "```python\nsearch_restaurants(query=\"피자\")\n```",
        "search_restaurants(query=\"피자\")", "[search_restaurants(query='피자')]", "functions.search_restaurants({\"query\": \"피자\"})", "default_api.search_restaurants(query=\"피자\")",
        "to=functions.search_restaurants", "call:search_restaurants{query:<escape>피자<escape>}", "search_restaurants\n피자", "name: search_restaurants", "Action: search_restaurants\nAction Input: 피자",
        $"<tool_call>{Call}</tool_call>", $"<tool_call>\n{Call}", $"<TOOLCALL>[{Call}]</TOOLCALL>", $"<function_calls>\n{Call}\n</function_calls>", "<function=search_restaurants><parameter=query>피자</parameter></function>",
        "<invoke name=\"search_restaurants\"><parameter name=\"query\">피자</parameter></invoke>", "<function name=\"search_restaurants\">피자</function>", "<tool_use>피자</tool_use>",
        $"<tool_response>{Response}</tool_response>", $"<function_response>{Response}</function_response>", "<tool_result>없음</tool_result>", "<|tool_call|>피자", "<|tool_call>call:x<tool_call|>", "<|python_tag|>피자", "<｜tool▁calls▁begin｜>피자",
        $"[TOOL_CALLS][{Call}]", "[TOOL_CALLS]search_restaurants", "[TOOL_RESULTS] 없음", $"[함수 호출] {Call}", "【함수 호출】 검색", "[function_call] 검색", $"＜tool_call＞{Call}＜/tool_call＞", "&lt;tool_call&gt;검색&lt;/tool_call&gt;",
        "<thinking>음</thinking>", "<reasoning>음", "<arg_key>query</arg_key><arg_value>피자</arg_value>", "<start_function_call>검색<end_function_call>", "<minimax:tool_call>검색</minimax:tool_call>",
        "(시스템) 검색 중", "(tool) 검색", "(함수) 검색", "◁think▷음◁/think▷",
    ];

    public static TheoryData<string> OtherLabels =>
    [
        "(고객 - 화남)", "(고객 – 화남)", "(고객/화남)", "(고객(화남))", "(고객, 화난 말투로(크게))", "(고객 | 화남)", "[고객]", "[고객, 화남]", "[고객 #2]", "［고객］", "【고객】", "〔고객〕", "「고객」", "『고객』", "《고객》", "〈고객〉", "<고객>", "{고객}", "**[고객]**", "[고객]:",
        "고객:", "고객 :", "고객：", "**고객:**", "**고객**:", "__고객__:", "*고객*:", "`고객`:", "- 고객:", "1. 고객:", "# 고객:", "> 고객:", "🧑 고객:", "👤고객:", "고객님:", "사용자:", "User:", "CUSTOMER:", "고객 #2:", "고객 2:", "고객(화남):", "고객 (화난 말투로):", "고객 >", "고객 |", "고객 →", "고객 -", "\"고객\":",
        "(손님)", "(human)", "(유저)", "(이용자)",
    ];

    public static TheoryData<string> NotedLabels =>
        ["(고객, 화난 말투로)", "(고객,다급하게)", "(고객, 김민지)", "(고객 #2)", "(고객#2)", "(고객 2)", "(고객2)", "(고객:)", "(고객: 가명)", "(고객：가명)", "(고객， 웃으며)", "（고객, 웃으며）", "(고객님, 웃으며)", "**(고객, 웃으며)**", "(고객 2, 웃으며)", "(고객 2번)", "(CUSTOMER #1)", "(사용자: 김하나)", "( 고객 , 웃으며 ):"];

    /// <summary>Each begins with a label, or as one does, and is what somebody says.</summary>
    public static TheoryData<string> Sentences =>
    [
        "(고객님 댁에서 2km 안을 찾아봤어요)", "(고객님, 잠시만요) 다시 볼게요.", "고객님께서는 이미 주문하셨어요.", "(상담 가능 시간은 9시부터예요)", "(상담사 연결은 9시부터 돼요) 기다려 주세요.", "(고객 2명 기준이에요)", "(고객님 3분만 기다려 주세요)",
        "(고객센터 번호는 1588-0000이에요)", "(사용자 설정에서 바꾸실 수 있어요)", "고객님 댁 근처에는 두 곳이 있어요.", "(고객님, 배달비는 별도예요.)", "(상담원과 통화하려면 0번을 눌러 주세요)", "상담사인 제가 바로 볼게요.", "(date 항목은 비워 두셔도 돼요)",
        "(1) 짜장면", "(2) 짬뽕 2그릇", "[배민] 할인 중이에요", "- 총액: 12,000원", "배달비 (고객 부담): 3,000원", "<3 좋아요", "a < b 이고 c > d", "가격: 9,000원 [할인]", "(⭐4.6) 맛집", "`콜라` 추가", "{콜라} 추가", "(구매자 부담)",
    ];

    [Theory]
    [MemberData(nameof(CallMarkers))]
    public void A_call_behind_another_marker_is_the_call(string call, string response)
    {
        var reading = Read($"(고객) 피자집 찾아 줘\n{call} {Call}\n{response} {Response}\n(AI 상담사) 없어요.\n(고객) 네\n(AI 상담사) 네.");
        Assert.Null(reading.Rejection);
        Assert.Equal("search_restaurants", Assert.Single(Assert.IsType<AssistantTurn>(reading.Conversation!.Turns[1]).Calls).Name);
        Assert.Equal(Response, Text(Assert.Single(Assert.IsType<ResponseTurn>(reading.Conversation.Turns[2]).Responses)));
        Assert.Equal(2, reading.Repairs.Count(repair => repair.Code is RepairCode.Label or RepairCode.LabelNote));
    }

    [Theory]
    [MemberData(nameof(CallForms))]
    public void A_call_in_a_form_nobody_reads_is_no_speech(string form)
    {
        foreach (var turns in (string[])
            [
                $"(고객) 피자집 찾아 줘\n{form}\n(AI 상담사) 없어요.", $"(고객) 피자집 찾아 줘\n(AI 상담사) 찾아볼게요.\n{form}\n(고객) 네\n(AI 상담사) 네.",
                $"(고객) 피자집 찾아 줘\n(AI 상담사) {form}\n(고객) 네\n(AI 상담사) 네.", $"(고객) 피자집 찾아 줘\n(AI 상담사) 네.\n{form}",
            ])
        {
            // In the place of the first line of a turn, a name in brackets is what somebody says.
            if (turns.Contains($"(AI 상담사) {form}", StringComparison.Ordinal) && form[0] is '(' or '【' or '[' or '함' or '*' && !form.Contains('{', StringComparison.Ordinal)) continue;
            Assert.True(Read(turns).Conversation is null, turns);
        }
    }

    [Theory]
    [MemberData(nameof(NotedLabels))]
    public void A_label_with_a_note_is_the_label_and_the_note_is_recorded(string label)
    {
        var reading = Read($"(고객) 피자집 찾아 줘\n(AI 상담사) 어느 동네예요?\n{label} 신촌이요\n(AI 상담사) 네.");
        Assert.Null(reading.Rejection);
        Assert.Equal("신촌이요", Text(Assert.IsType<CustomerTurn>(reading.Conversation!.Turns[2]).Text));
        Assert.Contains(label, Assert.Single(reading.Repairs, repair => repair.Code == RepairCode.LabelNote).Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherLabels))]
    public void A_speaker_in_another_form_is_never_joined_to_the_other(string label)
    {
        Assert.NotNull(Read($"(고객) 피자집 찾아 줘\n(AI 상담사) 어느 동네예요?\n{label} 신촌이요\n(AI 상담사) 네.").Rejection);
        Assert.NotNull(Read($"(고객) 피자집 찾아 줘\n(AI 상담사) 어느 동네예요?\n{label} 신촌이요\n(function_call) {Call}\n(function_response) {Response}\n(AI 상담사) 네.").Rejection);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_that_begins_as_a_marker_does_stays_text(string line)
    {
        var reading = Read($"(고객) 피자집 찾아 줘\n(AI 상담사) 두 곳이 있어요.\n{line}\n어느 쪽이 좋으세요?\n(고객) 앞의 것요\n{line}\n(AI 상담사) 네.");
        Assert.Null(reading.Rejection);
        Assert.Empty(reading.Repairs);
        Assert.Equal($"두 곳이 있어요.\n{line}\n어느 쪽이 좋으세요?", Text(Assert.IsType<AssistantTurn>(reading.Conversation!.Turns[1]).Text));
        Assert.Equal($"앞의 것요\n{line}", Text(Assert.IsType<CustomerTurn>(reading.Conversation.Turns[2]).Text));
    }

    [Theory]
    [InlineData("(고객) 네\n(고객 화난 말투로) 빨리요\n(고객) 빨리")]
    [InlineData("(고객) 네\n(잠시 후)\n(고객) 빨리")]
    [InlineData("(고객) 네\n[점주] 지금 안 돼요\n(고객) 빨리")]
    [InlineData("(고객) 네\n챗봇: 지금 안 돼요\n(고객) 빨리")]
    [InlineData("(고객 1) 네\n(고객 2) 빨리")]
    public void Two_turns_of_one_role_are_not_joined_over_a_line_that_may_be_a_turn(string turns) =>
        Assert.Contains(Read($"{turns}\n(AI 상담사) 네.").Rejection!.Code, new[] { RejectionCode.UncertainMerge, RejectionCode.StrayMarker });

    [Theory]
    [InlineData("(function_response #2)", "(function_response #1)")]
    [InlineData("(function_response: list_addresses)", "(function_response: get_cart)")]
    public void Responses_whose_notes_name_another_order_are_not_matched_in_theirs(string first, string second) =>
        Assert.Equal(RejectionCode.ResponseCount, Read($$$"""
            (고객) 둘 다 보여줘
            (function_call #1) {"name": "get_cart", "arguments": {}}
            (function_call #2) {"name": "list_addresses", "arguments": {}}
            {{{first}}} []
            {{{second}}} {"items": []}
            (AI 상담사) 비어 있어요.
            """).Rejection!.Code);

    [Theory]
    [InlineData("<think>\n(고객)이 먼저 말한다.\n(고객) 초안\n</think>\n")]
    [InlineData("<think></think>\n")]
    [InlineData("<thinking>음</thinking>")]
    [InlineData("<Reasoning>\n음\n</Reasoning>\n\n")]
    [InlineData("음\n</think>\n\n")]
    [InlineData("[고객 ID] 초안\n(고객) 초안\n</think>\n\n")]
    [InlineData("네, 생각해 볼게요.\n<think>음</think>\n")]
    [InlineData("<think>하나</think>\n<think>둘</think>\n")]
    [InlineData("[THINK]음[/THINK]\n")]
    [InlineData("\uFEFF<think>\r\n음\r\n</think>\r\n")]
    public void What_was_thought_before_a_transcript_is_a_preface(string thought)
    {
        var plain = Read("(고객) 안녕\n(AI 상담사) 네");
        var reading = Reader.Read(Encoding.UTF8.GetBytes($"{thought}{Head}(고객) 안녕\n(AI 상담사) 네"));
        Assert.Null(reading.Rejection);
        Assert.Equal(plain.Conversation!.UserId.ToArray(), reading.Conversation!.UserId.ToArray());
        Assert.Equal(["안녕", "네"], reading.Conversation.Turns.Select(turn => turn is CustomerTurn customer ? Text(customer.Text) : Text(((AssistantTurn)turn).Text)));
        Assert.Contains(reading.Repairs, repair => repair.Code == RepairCode.Preface);
        var kept = string.Concat(reading.Repairs.Select(repair => repair.Excerpt)).Where(letter => !char.IsWhiteSpace(letter) && letter != '\uFEFF');
        Assert.Equal(thought.Where(letter => !char.IsWhiteSpace(letter) && letter != '\uFEFF').Order(), kept.Order());
    }

    [Theory]
    [InlineData("<think>\n음\n", "")]
    [InlineData("<thinking>\n음</think>\n", "")]
    [InlineData("", "\n<think>음</think>")]
    [InlineData("", "\n음</think>")]
    public void A_thought_that_cannot_be_told_from_the_transcript_is_a_reason_to_reject(string before, string after) =>
        Assert.NotNull(Reader.Read(Encoding.UTF8.GetBytes($"{before}{Head}(고객) 안녕\n(AI 상담사) 네{after}")).Rejection);

    [Theory]
    [InlineData("\uFFFD", RejectionCode.ReplacementCharacter)]
    [InlineData("\uE200", RejectionCode.PrivateUseCharacter)]
    [InlineData("\U000F0000", RejectionCode.PrivateUseCharacter)]
    [InlineData("\0", RejectionCode.ControlCharacter)]
    [InlineData("\u001B", RejectionCode.ControlCharacter)]
    [InlineData("\u007F", RejectionCode.ControlCharacter)]
    [InlineData("\u0085", RejectionCode.ControlCharacter)]
    public void Characters_that_nobody_types_have_codes_of_their_own_wherever_they_are(string character, string code)
    {
        Assert.Equal(code, Read($"(고객) 안{character}녕\n(AI 상담사) 네").Rejection!.Code);
        var escaped = string.Concat(character.Select(unit => $"\\u{(int)unit:x4}"));
        Assert.Equal(code, Read($"(고객) 안녕\n(function_call) {{\"name\": \"search_restaurants\", \"arguments\": {{\"query\": \"{escaped}\"}}}}\n(function_response) {Response}\n(AI 상담사) 네").Rejection!.Code);
    }

    [Theory]
    [InlineData("５ｂ１ｃ０ｄ２ｅ-7f43-4a8b-9c65-1e0f2a3b4c5d", "2024-05-03")]
    [InlineData("5B1C0D2E-7F43-4A8B-9C65-1E0F2A3B4C5D", "2024‑05‑03")]
    [InlineData("5b1c0d2e–7f43–4a8b–9c65–1e0f2a3b4c5d", "２０２４．５．３")]
    [InlineData("<5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d>", "<2024-05-03>")]
    [InlineData("{5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d}", "(2024/05/03)")]
    [InlineData("“5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d”", "2024년 05월 03일 (금)")]
    [InlineData("5b1c0d2e7f434a8b9c651e0f2a3b4c5d", "20240503")]
    [InlineData("**5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d**", "May 3, 2024")]
    public void Metadata_counts_by_its_value(string id, string date)
    {
        foreach (var expected in (TranscriptMetadata?[])[null, new("5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d", "2024-05-03"), new("5B1C0D2E-7F43-4A8B-9C65-1E0F2A3B4C5D", "2024-05-03")])
        {
            foreach (var head in (string[])[$"[고객 ID] {id}\n[대화날짜] {date}\n", $"고객 ID: {id}\n대화날짜: {date}\n", $"[고객 ID: {id}]\n[대화날짜: {date}]\n", $"**고객 ID:** {id}\n**대화날짜:** {date}\n", $"(고객 ID) {id}\n【대화날짜】 {date}\n"])
            {
                var reading = Reader.Read(Encoding.UTF8.GetBytes($"{head}\n(고객) 안녕\n(AI 상담사) 네"), expected);
                Assert.Null(reading.Rejection);
                Assert.Equal((expected?.UserId ?? "5b1c0d2e-7f43-4a8b-9c65-1e0f2a3b4c5d", "2024-05-03"), (Text(reading.Conversation!.UserId), Text(reading.Conversation.Date)));
                Assert.Contains(reading.Repairs, repair => repair.Code == RepairCode.Metadata);
            }

            Assert.Equal(RejectionCode.MetadataConflict, Reader.Read(Encoding.UTF8.GetBytes($"고객 ID: {id}\n\n(고객) 안녕\n(AI 상담사) 네"), new TranscriptMetadata(Guid.Empty.ToString(), "2024-05-03")).Rejection!.Code);
        }
    }

    private static TranscriptReading Read(string turns) => Reader.Read(Encoding.UTF8.GetBytes(Head + turns));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
