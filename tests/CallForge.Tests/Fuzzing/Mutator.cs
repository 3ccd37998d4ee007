using System.Text;

namespace CallForge.Tests.Fuzzing;

/// <summary>Changes a text as models, editors and broken connections do, and as nobody would.</summary>
internal sealed class Mutator(SeededRandom random, IReadOnlyList<string> corpus)
{
    private const int MostLength = 64 * 1024;

    private static readonly string[] Lines =
    [
        "(고객) ", "(AI 상담사) ", "(AI상담사)", "(function_call) ", "(function_response) ", "[고객 ID] a1661d37-87bb-44e9-b2b3-ad951c237ba5", "[대화날짜] 2024-05-23",
        "**(고객)** ", "- (AI 상담사) ", "(1) ", "1. (고객) ", "```", "```json", "# (고객)", "> (AI 상담사)", "고객: ", "(customer) ", "(대화 종료)", "---", "", "  ",
        "(function_call) {\"name\": \"get_cart\", \"arguments\": {}}", "(function_call) [{\"name\": \"get_cart\", \"arguments\": {}}, {\"name\": \"list_addresses\", \"arguments\": {}}]",
        "(function_response) null", "(function_response) [null, []]", "(AI 상담사) 네", "(고객) 네", "（고객） 네", "<tool_call>", "<|im_end|>",
        "(고객, 웃으며) 네", "(고객 #2) ", "(AI 상담사: 가명) 네", "(고객님, 잠시만요)", "(함수 호출) {\"name\": \"get_cart\", \"arguments\": {}}", "(함수 응답) null", "(function_call #1) {\"name\": \"get_cart\", \"arguments\": {}}", "(function_response #1) null",
        "<think>", "</think>", "<thinking>음</thinking>", "[THINK]", "【고객】 네", "고객 ID: a1661d37-87bb-44e9-b2b3-ad951c237ba5", "[대화날짜: 2024-05-23]", "[대화날짜] ２０２４.５.２３",
    ];

    private static readonly string[] Bits =
    [
        "\u00A0", "\u2028", "\u2029", "\u0085", "\uFEFF", "\u200B", "\r", "\r\n", "\n", "\t", "\f", "\0", "\u001F", "\u1100\u1161\u11A8", "\uFF08", "\uFF09", "😀", "\uD83D", "𝄞",
        "**", "`", "```", "\\", "\\n", "\\u", "\\ud800", "\\u0000", "\\x", "\\N{DASH}", "'", "\"", "\"\"\"", "'''", "’", "#", "{", "}", "[", "]", "(", ")", ",", ":", "{}", "[]", "()",
        "True", "False", "None", "true", "false", "null", "NaN", "Infinity", "-Infinity", "-", "--", "+1", "1e999", "1E-5", "0x1F", "0b2", "0o7", "012", "1_0", "1__0", "1.", ".5", "-0", "-0.0", "1j", "9007199254740993",
        "b'a'", "r'a'", "f'a'", "u'a'", "1 if 1 else 2", "/*x*/", "//x", "<!-- x -->", "\"name\"", "\"arguments\"", "(고객)", "(AI 상담사)", "(function_call)", "[고객 ID]", "[대화날짜]",
        "\uFFFD", "\uE200", "\u007F", "<", ">", "＜", "【", "】", "，", "#1", "get_cart", "get_cart(", "，", "、", "〈", "◁", "<think>", "</think>",
    ];

    public string Text()
    {
        var text = random.Pick(corpus);
        // Most texts with many changes are refused, and say little.
        for (var changes = random.Chance(60) ? 1 : 1 + random.Next(6); changes > 0; changes--) text = Change(text);
        return text.Length > MostLength ? text[..MostLength] : text;
    }

    /// <summary>As UTF-8, and one time in five with broken bytes.</summary>
    public byte[] Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        if (!random.Chance(20)) return [.. bytes];
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
        {
            var place = random.Next(bytes.Count + 1);
            var count = Math.Min(random.Next(4), bytes.Count - place);
            if (random.Chance(50)) bytes.RemoveRange(place, count);
            else bytes.Insert(place, (byte)random.Next(256));
        }

        return [.. bytes];
    }

    private string Change(string text) => random.Next(12) switch
    {
        0 => Remove(text, 1 + random.Next(8)),
        1 => Remove(text, 1 + random.Next(text.Length + 1)),
        2 or 3 => text.Insert(Place(text), random.Pick(Bits)),
        4 => text.Insert(Place(text), string.Concat(Enumerable.Repeat(random.Pick(Bits), 1 + random.Next(200)))),
        5 => InLines(text, lines => lines.Insert(random.Next(lines.Count + 1), random.Pick(Lines))),
        6 => InLines(text, lines => lines.RemoveAt(random.Next(lines.Count))),
        7 => InLines(text, lines => lines.Insert(random.Next(lines.Count + 1), random.Pick(lines))),
        8 => InLines(text, lines => (lines[0], lines[^1]) = (lines[^1], lines[0])),
        9 => InLines(text, lines => lines[random.Next(lines.Count)] = random.Pick(Lines) + lines[random.Next(lines.Count)]),
        10 => random.Pick(corpus) is var other ? text[..Place(text)] + other[Place(other)..] : text,
        _ => text.Replace(random.Pick(["\"", "'", "\n", " ", "(", "{", ",", ":", "0", "true"]), random.Pick(Bits), StringComparison.Ordinal),
    };

    private string Remove(string text, int count)
    {
        var place = Place(text);
        return text.Remove(place, Math.Min(count, text.Length - place));
    }

    private static string InLines(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }

    private int Place(string text) => random.Next(text.Length + 1);
}
