using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>A slot of a search is filled when the customer said so, and only then.</summary>
internal static partial class SlotRules
{
    private static readonly string[] Categories = ["한식", "중식", "일식", "분식", "카페", "야식"];

    public static void Check(JsonElement arguments, string saidSoFar, string heard)
    {
        CheckSlot(arguments, "only_open", OnlyOpen(), saidSoFar, heard);
        CheckSlot(arguments, "min_rating", MinRating(), saidSoFar, heard);
        CheckSlot(arguments, "sort", Sort(), saidSoFar, heard);
        if (arguments.TryGetProperty("category", out var category))
        {
            Assert.Contains(category.GetString(), Categories);
            Assert.True(IsSaid(category.GetString()!, saidSoFar), $"Nobody said '{category}'.");
            Assert.False(arguments.TryGetProperty("query", out _));
        }

        if (arguments.TryGetProperty("min_rating", out var rating)) CheckNumber(rating, saidSoFar);
        if (arguments.TryGetProperty("sort", out var sort)) Assert.Contains(sort.GetString(), new[] { "rating", "delivery_fee", "relevance" });
    }

    // One letter may be mistyped: 한싯 for 한식.
    private static bool IsSaid(string category, string said)
    {
        var meant = category.Normalize(NormalizationForm.FormD);
        return Enumerable.Range(0, said.Length - category.Length + 1)
            .Select(at => said.Substring(at, category.Length).Normalize(NormalizationForm.FormD))
            .Any(word => word.Length == meant.Length && word.Zip(meant).Count(pair => pair.First != pair.Second) <= 1);
    }

    private static void CheckNumber(JsonElement rating, string said)
    {
        var number = rating.GetRawText();
        Assert.True(said.Contains(number, StringComparison.Ordinal) || said.Contains($"{number[0]}점", StringComparison.Ordinal));
    }

    // "drop" words take a condition back, so what was heard last decides unless it says nothing of the slot.
    private static void CheckSlot(JsonElement arguments, string slot, Regex words, string saidSoFar, string heard)
    {
        if (arguments.TryGetProperty(slot, out _)) Assert.Matches(words, saidSoFar);
        else Assert.DoesNotMatch(words, heard);
    }

    [GeneratedRegex("영업 중|문 연|문 열려|열려 있는")]
    private static partial Regex OnlyOpen();

    [GeneratedRegex(@"(평점|별점)이? (\d\.\d|\d점) 이상")]
    private static partial Regex MinRating();

    [GeneratedRegex("(평점|별점)( 높은)? ?순|배달비 (낮은|싼|적은|저렴한) 순|관련도( 높은 )?순")]
    private static partial Regex Sort();
}
