using System.Text.Encodings.Web;
using System.Text.Json;
using CallForge.Domains;

namespace CallForge.Tests.Reporting;

/// <summary>A run whose conversations are few enough to be counted by hand: two lost, one of three calls made together.</summary>
internal static class HandMadeRun
{
    private const string User = "a1661d37-87bb-44e9-b2b3-ad951c237ba5";
    private const string Head = $"[고객 ID] {User}\n[대화날짜] 2024-05-23\n\n";
    private const string Search = "(function_call) {\"name\": \"search_restaurants\", \"arguments\": {\"query\": \"짜장\"}}\n(function_response) {\"items\": [], \"error\": null}\n";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Type, bool Complaint, string Manner, string Topic, string? Transcript)[] Requests =
    [
        ("tool_use", false, "casual", "search-by-dish", $"{Head}(고객) 짜장 찾아 줘\n{Search}(AI 상담사) 없네요.\n(고객) 알겠어\n(AI 상담사) 네, 감사합니다. 좋은 하루 되세요!"),
        ("tool_use", true, "casual", "cart-add", Head + """
            (고객) 담아 줘
            (function_call) {"name": "add_to_cart", "arguments": {"user_id": "u", "restaurant_id": "r", "menu_item_id": "m", "quantity": 1, "size": "L"}}
            (function_call) {"name": "add_to_cart", "arguments": {"user_id": "u", "restaurant_id": "r", "menu_item_id": "m", "quantity": 2, "special_request": null}}
            (function_call) {"name": "get_cart", "arguments": {"user_id": "u"}}
            (function_response) {"error": {"message": "없어요", "code": "품절"}}
            (function_response) {"error": {"code": "ITEM_SOLD_OUT", "message": "없어요"}}
            (function_response) {"error": "장바구니가 없어요"}
            (AI 상담사) 다 팔렸네요. 좋은 하루 되세요!
            """),
        ("tool_use", true, "polite", "search-by-dish", $"{Head}(고객) 짜장 찾아 줘\n{Search}{Search.Replace("짜장", "짬뽕", StringComparison.Ordinal)}(AI 상담사) 끝내 부르기만 했어요.\n(고객) 왜죠?"),
        ("off_topic", false, "polite", "cart-add", $"{Head}(고객) 짜장 찾아 줘\n(AI 상담사) 네, 감사합니다. 좋은 하루 되세요!"),
        ("off_topic", false, "polite", "no-such-topic", null),
    ];

    public static string[] Transcripts { get; } = [.. Requests.Select(request => request.Transcript).OfType<string>()];

    public static void Write(CommandLine cli)
    {
        cli.Write("data/result_lst.json", JsonSerializer.Serialize(Transcripts));
        cli.Write("data/results.jsonl", Lines(request => request.Transcript is { } text ? new { custom_id = request.Id, transcript = text } : null));
        cli.Write("data/batch_input.jsonl", Lines(request => new { custom_id = request.Id, body = new { input = ScenarioBlock.Write(request.Scenario) } }));
        cli.Write("data/batch_errors.json", """[{"custom_id": "r-4", "reason": "http_\u001b[31m500", "message": "down"}]""");
    }

    private static string Lines(Func<(string Id, Scenario Scenario, string? Transcript), object?> line) => string.Concat(
        Requests.Select((request, i) => line(($"r-{i}", ScenarioOf(request), request.Transcript))).OfType<object>().Select(one => JsonSerializer.Serialize(one, Json) + "\n"));

    private static Scenario ScenarioOf((string Type, bool Complaint, string Manner, string Topic, string? Transcript) request) => new(
        "delivery-ko", request.Type, User, "2024-05-23", request.Complaint, new Situation(request.Manner, ""), [new Topic(request.Topic, "", [])], [], []);
}
