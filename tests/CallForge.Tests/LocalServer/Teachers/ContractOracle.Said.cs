using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>What only the customer can have said, and times against the date of the conversation.</summary>
internal sealed partial class ContractOracle
{
    private const string Weekdays = "일월화수목금토";
    private static readonly string[] Units = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];

    // Wishes are in the customer's words, or in a response that the customer wants back.
    private void CheckSaid(TranscriptLine line)
    {
        foreach (var slot in (string[])["special_request", "delivery_note", "pg_id", "gate_password"])
        {
            if (line.Arguments.Text(slot) is not { } value || _customerSoFar.Contains(value, StringComparison.Ordinal)) continue;
            Assert.Contains(_responses, response => response.GetRawText().Contains($"\"{value}\"", StringComparison.Ordinal));
        }

        if (line.Arguments.TryGetProperty("quantity", out var quantity))
            Assert.True(Numbers(quantity.GetInt32()).Any(word => _customerSoFar.Contains(word, StringComparison.Ordinal)), $"Nobody said {quantity}.");
    }

    // Invariant 11, times: "at" is the moment the customer spoke of, all else happens on the day of the conversation.
    private void CheckTimes(TranscriptLine line)
    {
        if (line.Arguments.Text("at") is not { } at)
        {
            foreach (Match match in Instant().Matches(line.Response.GetRawText())) Assert.Equal(_transcript.Date, match.Groups[1].Value);
            return;
        }

        var said = Moment().Matches(_customerSoFar)[^1];
        var today = DateOnly.ParseExact(_transcript.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = said.Groups["day"].Value switch
        {
            "오늘" => today,
            "내일" => today.AddDays(1),
            "모레" => today.AddDays(2),
            var name => Enumerable.Range(1, 6).Select(today.AddDays).First(one => Weekdays[(int)one.DayOfWeek] == name[^3]),
        };
        var hour = int.Parse(said.Groups["hour"].Value, CultureInfo.InvariantCulture);
        if (said.Groups["part"].Value != "오전" && hour < 12) hour += 12;
        Assert.Equal($"{day:yyyy-MM-dd}T{hour:00}:{(said.Groups["half"].Success ? "30" : "00")}:00+09:00", at);
    }

    private static IEnumerable<string> Numbers(int number)
    {
        if (number == 1) yield return "하나";
        yield return $"{number}인분";
        yield return $"{number}개";
        yield return $"{(number >= 10 ? "열" : "")}{(number % 10 == 0 ? "" : Units[(number % 10) - 1])} ";
    }

    [GeneratedRegex("(?<day>오늘|내일|모레|이번 주 .요일) (?<part>오전|낮|오후|저녁|밤) (?<hour>\\d+)시(?<half> 반)?")]
    private static partial Regex Moment();
}
