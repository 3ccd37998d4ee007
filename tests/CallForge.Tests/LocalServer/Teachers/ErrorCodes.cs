using System.Text.RegularExpressions;
using CallForge.Domains;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>The error codes that the prompt allows, and the words by which an agent says plainly what each means.</summary>
internal static partial class ErrorCodes
{
    private static readonly Dictionary<string, Regex> Reasons = new()
    {
        ["not_found"] = new Regex("찾을 수 없|(일치|해당)하는 주문이 없|목록에 없"),
        ["sold_out"] = new Regex("품절|다 팔"),
        ["closed"] = new Regex("영업|문을 닫"),
        ["different_restaurant"] = new Regex("다른 가게 메뉴"),
        ["empty_cart"] = new Regex("장바구니가 비어"),
        ["below_minimum_order"] = new Regex("최소 주문 금액"),
        ["payment_failed"] = new Regex("결제가 (승인되지 않|실패|거절)"),
    };

    public static IReadOnlyList<string> OfPrompt { get; } = [.. Listed().Matches(Passage()).Select(match => match.Groups[1].Value)];

    public static Regex Reason(string code) => Reasons[code];

    // From the sentence that tells the form of an error to the end of that part of the prompt.
    private static string Passage()
    {
        var prompt = DomainPackReader.Read("delivery-ko").Prompts.Instructions;
        var start = prompt.IndexOf("{\"error\": {\"code\"", StringComparison.Ordinal);
        return prompt[start..prompt.IndexOf("\n# ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("^- ([a-z]+(?:_[a-z]+)*): ", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
