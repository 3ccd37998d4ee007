namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>What is written around the conversation, and how its lines end.</summary>
internal static class FrameDeviations
{
    public static readonly Deviation[] All =
    [
        Around("byte-order-mark", "a byte order mark at the start", text => '\uFEFF' + text),
        Around("crlf", "CRLF line ends", text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        Around("cr", "CR line ends", text => text.Replace('\n', '\r')),
        Around("line-separators", "U+2028 for line ends", text => text.Replace('\n', '\u2028')),
        Around("one-line", "everything on one line", text => text.Replace('\n', ' ')),
        Around("code-fence", "a code fence around everything", text => $"```\n{text}\n```"),
        Around("preface", "a sentence before it", text => $"다음은 대화입니다:\n\n{text}"),
        Around("preface-and-fence", "a sentence, then a code fence", text => $"요청하신 대화 기록입니다.\n\n```text\n{text}\n```"),
        Around("thought", "a thought before it", text => $"<think>\n시나리오를 읽는다.\n(고객)이 먼저 말한다.\n</think>\n\n{text}"),
        Around("thought-without-begin", "a thought of which only the end is written", text => $"시나리오를 읽는다.\n</think>\n\n{text}"),
        Around("thought-without-end", "a thought that does not end", text => $"<think>\n시나리오를 읽는다.\n\n{text}"),
        Around("fence-and-remark", "a code fence, then a remark", text => $"```\n{text}\n```\n\n추가로 필요한 내용이 있으면 말씀해 주세요."),
        Around("closing-note", "a note at the end", text => $"{text}\n(대화 종료)"),
        Around("closing-note-bracketed", "a note in square brackets at the end", text => $"{text}\n\n[대화 종료]"),
        Around("closing-rule", "a rule at the end", text => $"{text}\n\n---"),
        Around("closing-remark", "a remark about the conversation at the end", text => $"{text}\n\n위 대화는 요청하신 시나리오에 맞추어 작성했습니다."),
        Around("closing-remark-ruled", "a rule and a remark at the end", text => $"{text}\n\n---\n필요하시면 더 길게 써 드릴 수 있습니다."),
        Around("two-conversations", "a second conversation after the first", text => $"{text}\n\n{text}"),
        Turns("two-conversations-one-head", "a second conversation without its metadata, under a heading", (text, turns) => $"{text}\n\n### 대화 2\n\n{turns}"),
        Turns("two-conversations-ruled", "a second conversation without its metadata, after a rule", (text, turns) => $"{text}\n\n---\n\n{turns}"),
        new("separators", "rules between the turns", (written, _) => new WrittenTranscript(
            [.. written.Lines.Index().SelectMany(line => line.Item.Kind == LineKind.Customer && line.Index > written.Where(LineKind.Customer)[0]
                ? [new WrittenLine(LineKind.Plain, "", "---"), line.Item]
                : new[] { line.Item })]).ToString() is var ruled && ruled != written.ToString() ? ruled : null),
    ];

    private static Deviation Around(string name, string description, Func<string, string> write) =>
        new(name, description, (written, _) => write(written.ToString()));

    private static Deviation Turns(string name, string description, Func<string, string, string> write) =>
        new(name, description, (written, _) => write(written.ToString(), string.Join('\n', written.Lines.SkipWhile(line => !line.IsTurn))));
}
