namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>Who speaks when.</summary>
internal static class TurnDeviations
{
    public static readonly Deviation[] All =
    [
        new("starts-with-assistant", "the assistant greets first", (written, _) => written.With(
            written.Where(LineKind.Customer)[0], Assistant(written, "안녕하세요, 무엇을 도와드릴까요?"), written.Lines[written.Where(LineKind.Customer)[0]]).ToString()),
        new("ends-with-customer", "the customer has the last word", (written, _) => $"{written}\n{written.Lines[written.Where(LineKind.Customer)[0]].Marker} 고마워요!"),
        At("ends-after-response", "the answer to the last response is missing", LineKind.Response,
            (written, place) => new WrittenTranscript([.. written.Lines.Take(place + 1)]), (written, place) => written.After(place) != LineKind.Response),
        At("answer-missing", "the customer speaks right after a response", LineKind.Response,
            (written, place) => written.With(place + 1), (written, place) => written.After(place) == LineKind.Assistant && written.After(place + 1) == LineKind.Customer),
        At("empty-turn", "a turn without text", line => line.IsSpoken, (written, place) => written.WithText(place, "")),
        At("same-role-twice", "one role in two turns in a row", line => line.IsSpoken && line.Text.Contains(' '), (written, place) =>
        {
            var line = written.Lines[place];
            var middle = line.Text.IndexOf(' ', StringComparison.Ordinal);
            return written.With(place, line with { Text = line.Text[..middle] }, line with { Text = line.Text[(middle + 1)..] });
        }),
        At("joined-lines", "a line break between two speakers is missing", line => line.IsSpoken,
            (written, place) => written.With(place, written.Lines[place] with { Text = $"{written.Lines[place].Text} {written.Lines[place + 1]}" }).Without(place + 1),
            (written, place) => written.After(place) is LineKind.Customer or LineKind.Assistant),
        At("answer-then-call", "the assistant speaks, then calls in the same turn", LineKind.Call,
            (written, place) => written.With(place, Assistant(written, "잠시만요, 확인해 볼게요."), written.Lines[place]),
            (written, place) => place > 0 && written.Lines[place - 1].Kind == LineKind.Customer),
        At("two-calls-in-a-row", "two calls, then their two responses", LineKind.Call,
            (written, place) => new WrittenTranscript([.. written.Lines.Take(place + 1), written.Lines[place + 2], written.Lines[place + 1], .. written.Lines.Skip(place + 3)]),
            IsPairOfExchanges),
        At("call-list", "a list of two calls, a response line for each", LineKind.Call, (written, place) => Paired(written, place, asList: false), IsPairOfExchanges),
        At("call-list-list-response", "a list of two calls, one list of their responses", LineKind.Call, (written, place) => Paired(written, place, asList: true), IsPairOfExchanges),
        At("response-missing", "a call without its response", LineKind.Response, (written, place) => written.Without(place)),
        At("response-twice", "a response twice", LineKind.Response, (written, place) => written.With(place, written.Lines[place], written.Lines[place])),
        At("response-orphaned", "a response nobody called for", LineKind.Assistant,
            (written, place) => written.With(place, written.Lines[place], new WrittenLine(LineKind.Response, ResponseMarker(written), "{\"items\": []}")),
            (written, place) => written.After(place) != LineKind.Call && written.Any(LineKind.Response)),
    ];

    private static Deviation At(string name, string description, LineKind kind, Func<WrittenTranscript, int, WrittenTranscript> write, Func<WrittenTranscript, int, bool>? fits = null) =>
        At(name, description, line => line.Kind == kind, write, fits);

    private static Deviation At(
        string name, string description, Func<WrittenLine, bool> where, Func<WrittenTranscript, int, WrittenTranscript> write, Func<WrittenTranscript, int, bool>? fits = null) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(where).FindAll(place => fits?.Invoke(written, place) ?? true);
            return places.Count == 0 ? null : write(written, random.Pick(places)).ToString();
        });

    private static WrittenTranscript Without(this WrittenTranscript written, int place) => written.With(place);

    private static WrittenLine Assistant(WrittenTranscript written, string text) =>
        written.Lines.FirstOrDefault(line => line.Kind == LineKind.Assistant) is { } line ? line with { Text = text } : new WrittenLine(LineKind.Assistant, "(assistant)", text);

    private static string ResponseMarker(WrittenTranscript written) => written.Lines.First(line => line.Kind == LineKind.Response).Marker;

    /// <summary>Two single calls one after the other, each with its response.</summary>
    private static bool IsPairOfExchanges(WrittenTranscript written, int place) =>
        written.Lines.Skip(place).Take(4).Select(line => line.Kind).SequenceEqual([LineKind.Call, LineKind.Response, LineKind.Call, LineKind.Response])
        && written.After(place + 3) != LineKind.Response
        && written.Lines[place].Text[0] == '{' && written.Lines[place + 2].Text[0] == '{';

    private static WrittenTranscript Paired(WrittenTranscript written, int place, bool asList)
    {
        var (call, first, other, second) = (written.Lines[place], written.Lines[place + 1], written.Lines[place + 2], written.Lines[place + 3]);
        return new WrittenTranscript(
        [
            .. written.Lines.Take(place),
            call with { Text = $"[{call.Text}, {other.Text}]" },
            .. asList ? [first with { Text = $"[{first.Text}, {second.Text}]" }] : new[] { first, second },
            .. written.Lines.Skip(place + 4),
        ]);
    }
}
