using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>What the agent says against what it knows.</summary>
internal sealed partial class ContractOracle
{
    // Invariants 11 and 13.
    private void CheckSpeech(string text)
    {
        Claims.Check(text, _doneThisTurn);
        if (_refusal is not null) Assert.Matches(ErrorCodes.Reason(_refusal), text);
        _refusal = null;
        foreach (Match id in Uuid().Matches(text)) Assert.Contains(id.Value, _known);
        foreach (Match won in Won().Matches(text))
        {
            var amount = int.Parse(won.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            Assert.True(IsKnownAmount(amount), $"'{won.Value}' is in no response: {text}");
        }

        Vocabulary.Check(text, _customerSoFar, _responses);
        foreach (Match row in RatedName().Matches(text)) Assert.True(_market.Knows(row.Groups[1].Value, row.Groups[2].Value), row.Value);
    }

    // In a response as it is spoken or not, or what is missing for a minimum.
    private bool IsKnownAmount(int amount) =>
        _responses.Exists(response => Regex.IsMatch(response.GetRawText(), $@"(?<![\d,])({amount}|{amount:N0})(?!\d)"))
        || _market.Minimums.Any(minimum => minimum - _cart.Subtotal == amount);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"""(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d\+09:00""")]
    private static partial Regex Instant();

    [GeneratedRegex(@"([\d,]+)원")]
    private static partial Regex Won();

    [GeneratedRegex(@"([^,.:()]+)(?:\(평점 |\(⭐| )(\d\.\d)(?=[점,)])")]
    private static partial Regex RatedName();
}
