namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>What customer and assistant say.</summary>
internal static class TextDeviations
{
    private static readonly string[] Tokens = ["<|im_end|>", "<|im_start|>assistant", "<|endoftext|>", "<tool_call>", "</tool_response>", "<think>"];

    public static readonly Deviation[] All =
    [
        Says("parenthesis-line", "a line of a text starts with '('", LineKind.Customer, (text, _) => $"{text}\n(너무 배고파요...)\n빨리요"),
        Says("numbered-list", "a list (1), (2) inside an answer", LineKind.Assistant, (text, _) => $"{text}\n(1) 첫 번째\n(2) 두 번째\n골라 주세요."),
        Says("paragraphs", "blank lines inside an answer", LineKind.Assistant, (text, _) => $"{text}\n\n- 배달비 별도\n\n감사합니다."),
        Says("line-separator-inside", "U+2028 inside a text", LineKind.Customer, (text, _) => $"{text}\u2028부탁드려요"),
        Says("nbsp-inside", "a no-break space inside a text", LineKind.Customer, (text, _) => $"{text}\u00A0부탁드려요"),
        Says("giant-line", "a line of 200,000 characters", LineKind.Assistant, (text, _) => $"{text} {string.Concat(Enumerable.Repeat("맛있어요! ", 33_334)).TrimEnd()}"),
        Says("special-token", "a token of the model's template in a text", LineKind.Customer, (text, random) => $"{text} {random.Pick(Tokens)}"),
        Says("replacement-character", "letters that were lost", LineKind.Assistant, (text, _) => $"{text} 감사합\uFFFD\uFFFD"),
        Says("citation-mark", "a citation of a service", LineKind.Assistant, (text, _) => $"{text} \uE200cite\uE202turn0search0\uE201"),
        Says("control-character", "a control character", LineKind.Customer, (text, _) => $"{text}\u0007"),
        Says("label-in-a-sentence", "a line that begins with a label in a sentence", LineKind.Assistant, (text, _) => $"{text}\n(고객님 댁 근처만 찾아봤어요)\n어떠세요?"),
        Says("escaped-text", "a text with \\uXXXX for its letters", LineKind.Assistant, (text, _) => Json.Escape(text) is var escaped && escaped != text ? escaped : null),
    ];

    private static Deviation Says(string name, string description, LineKind kind, Func<string, SeededRandom, string?> write) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(kind);
            if (places.Count == 0) return null;
            var place = random.Pick(places);
            return write(written.Lines[place].Text, random) is { } text ? written.WithText(place, text).ToString() : null;
        });
}
