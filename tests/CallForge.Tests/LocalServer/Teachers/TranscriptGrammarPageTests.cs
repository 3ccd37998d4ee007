using System.Text;
using System.Text.RegularExpressions;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>Keeps the table of <c>docs/transcript-grammar.md</c> what the tests hold.</summary>
public sealed partial class TranscriptGrammarPageTests
{
    private const string Sample = """
        [고객 ID] 47f73385-5864-47f9-95b2-366664d42d94
        [대화날짜] 2024-05-03

        (고객) 열린 피자집 찾아 줘
        (function_call) {"name": "search_restaurants", "arguments": {"query": "피자", "only_open": true}}
        (function_response) {"items": [], "count": 0}
        (function_call) {"name": "get_cart", "arguments": {"user_id": "47f73385-5864-47f9-95b2-366664d42d94"}}
        (function_response) {"items": [], "subtotal": 0}
        (AI 상담사) 문을 연 피자집이 없고, 장바구니도 비어 있어요.
        (고객) 그럼 집 주소 등록해 줘
        (function_call) {"name": "upsert_address", "arguments": {"user_id": "47f73385-5864-47f9-95b2-366664d42d94", "line1": "연희로 131"}}
        (function_response) "0b1f7c52-3f0e-4c7a-9d0e-52f1d3a7c1aa"
        (AI 상담사) 네, 등록했어요.
        """;

    [Fact]
    public void The_table_of_the_page_is_what_the_tests_hold()
    {
        var table = Table();
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "transcript-grammar.md"));
        Assert.True(page.Contains(table, StringComparison.Ordinal), $"The page's table should be:\n{table}");
    }

    private static string Table()
    {
        var table = new StringBuilder("| `--fault` name | what the teacher writes | for example | what becomes of it |\n|---|---|---|---|\n");
        foreach (var (name, verdict) in DeviationVerdicts.All)
        {
            var deviating = Deviations.Apply(name, Sample, new SeededRandom(1));
            Assert.NotEqual(Sample, deviating);
            table.Append($"| `{name}` | {Cell(Deviations.Describe(name))} | {Code(Example(deviating))} | {verdict} |\n");
        }

        return table.ToString();
    }

    /// <summary>The first place where the two differ.</summary>
    private static string Example(string deviating)
    {
        var (clean, lines) = (Sample.Split('\n'), deviating.Split('\n'));
        var number = Enumerable.Range(0, lines.Length).FirstOrDefault(i => lines[i].Trim() is not "" && (i >= clean.Length || lines[i] != clean[i]));
        var same = number < clean.Length ? lines[number].AsSpan().CommonPrefixLength(clean[number]) : 0;
        var shown = lines[number][Math.Min(Math.Max(0, same - 30), Math.Max(0, lines[number].Length - 40))..];
        if (shown.Length < 12 && number + 1 < lines.Length) shown += $" ⏎ {lines[number + 1]}";
        return (shown.Length < lines[number].Length && same > 30 ? "…" : "") + (shown.Length > 64 ? $"{shown[..64]}…" : shown);
    }

    private static string Code(string text)
    {
        text = Jamo().Replace(text, "$0·").Replace("\r", "␍", StringComparison.Ordinal).Replace("\t", "⟨tab⟩", StringComparison.Ordinal)
            .Replace("\u00A0", "⟨NBSP⟩", StringComparison.Ordinal).Replace("\u200B", "⟨U+200B⟩", StringComparison.Ordinal)
            .Replace("\u2028", "⟨U+2028⟩", StringComparison.Ordinal).Replace("\uFEFF", "⟨BOM⟩", StringComparison.Ordinal);
        text = Odd().Replace(text, match => $"⟨U+{(int)match.Value[0]:X4}⟩");
        var fence = new string('`', Backticks().Matches(text).Select(run => run.Length).DefaultIfEmpty().Max() + 1);
        var gap = fence.Length > 1 ? " " : "";
        return $"{fence}{gap}{Cell(text)}{gap}{fence}";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "callforge.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("[\u1100-\u11FF]")]
    private static partial Regex Jamo();

    [GeneratedRegex(@"[\x00-\x1F\x7F\u2011\uE000-\uF8FF\uFFFD]")]
    private static partial Regex Odd();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
