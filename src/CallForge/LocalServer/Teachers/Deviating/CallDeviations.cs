using System.Text.Json;

namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>Calls that are JSON, but not <c>{"name": string, "arguments": object}</c> of a function there is.</summary>
internal static class CallDeviations
{
    public static readonly Deviation[] All =
    [
        Call("unknown-function", "a function the domain does not have", (name, arguments) => Write(name + "_v2", arguments)),
        Call("arguments-as-string", "the arguments as a JSON string", (name, arguments) => Write(name, Json.Quote(arguments))),
        Call("arguments-missing", "no arguments", (name, _) => $$"""{"name": "{{name}}"}"""),
        Call("arguments-as-list", "the arguments as a list", (name, arguments) => Write(name, $"[{arguments}]")),
        Call("call-extra-key", "another key beside name and arguments", (name, arguments) => $$"""{"id": "call_1", "name": "{{name}}", "arguments": {{arguments}}}"""),
        Call("call-other-keys", "the call in another provider's form", (name, arguments) => $$"""{"function": "{{name}}", "parameters": {{arguments}}}"""),
        Call("call-tagged", "the call in the template's tags", (name, arguments) => $"<tool_call>\n{Write(name, arguments)}\n</tool_call>"),
        Unmarked("call-bare", "a call and its response without markers", json => json),
        Unmarked("call-fenced", "the same in code fences", json => $"```json\n{json}\n```"),
        Unmarked("call-in-tags", "the same in tags", json => $"<function_calls>{json}</function_calls>"),
        Call("call-in-code", "the call as Python code", (name, arguments) => $"{name}(**{arguments})"),
    ];

    private static Deviation Call(string name, string description, Func<string, string, string> write) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(line => line.Kind == LineKind.Call && line.Text[0] == '{' && Json.IsValue(line.Text));
            if (places.Count == 0) return null;
            var place = random.Pick(places);
            var call = Json.Parse(written.Lines[place].Text);
            return call.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object
                ? written.WithText(place, write(call.GetProperty("name").GetString() ?? "", arguments.GetRawText())).ToString()
                : null;
        });

    private static Deviation Unmarked(string name, string description, Func<string, string> write) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(line => line.Kind == LineKind.Call && line.Text[0] == '{' && Json.IsValue(line.Text)).FindAll(place => written.After(place) == LineKind.Response);
            if (places.Count == 0) return null;
            var place = random.Pick(places);
            return new WrittenTranscript([.. written.Lines.Select((line, i) => i == place || i == place + 1 ? new WrittenLine(LineKind.Plain, "", write(line.Text)) : line)]).ToString();
        });

    private static string Write(string name, string arguments) => $$"""{"name": "{{name}}", "arguments": {{arguments}}}""";
}
