using CallForge.Conversations;
using CallForge.Domains;
using CallForge.OpenAI;
using CallForge.Validation;

namespace CallForge.Preview;

/// <summary>What the pipeline would make of an answer, told to people: the same reader, pack and scenario as in <c>preprocess</c>.</summary>
internal static class Verdict
{
    private const int ExcerptLength = 200;

    public static void Write(ResultFailure failure, TextWriter output) => output.WriteLine(PlainText.Of($"verdict    failed, {failure.Reason}: {failure.Message.Trim()}"));

    public static void Write(TranscriptReading reading, IReadOnlyList<Finding> findings, Scenario scenario, TextWriter output)
    {
        var first = findings.FirstOrDefault(finding => finding.Severity == Severity.Reject);
        output.WriteLine(reading.Rejection is { } rejection ? $"verdict    rejected, {Describe(rejection)}"
            : first is not null ? $"verdict    rejected, {first.Code}" : "verdict    accepted");
        foreach (var finding in findings) output.WriteLine($"finding    {FindingText.Of(finding)}");
        foreach (var repair in reading.Repairs) output.WriteLine($"repair     {Describe(repair)}");
        if (reading.Conversation is not { } conversation) return;

        var turns = conversation.Turns;
        var calls = turns.OfType<AssistantTurn>().SelectMany(turn => turn.Calls).Select(call => call.Name).ToList();
        output.WriteLine($"turns      {turns.Count(turn => turn is CustomerTurn)} of the customer, {turns.Count(turn => turn is AssistantTurn)} of the assistant");
        output.WriteLine($"calls      {calls.Count}{(calls.Count > 0 ? $": {string.Join(", ", calls)}" : "")}");
        output.WriteLine($"checked    {string.Join(", ", Ladder.Rungs)}");
        foreach (var topic in scenario.Topics)
            output.WriteLine(PlainText.Of($"topic      {topic.Id}: expects {string.Join(", ", topic.Functions)}: {Compare(topic.Functions, calls)}"));
    }

    /// <summary>Whether a topic's functions were called. Information only: the conversation may have a reason not to.</summary>
    private static string Compare(IReadOnlyList<string> functions, List<string> calls)
    {
        var missing = functions.Except(calls).ToList();
        if (missing.Count > 0) return $"without {string.Join(", ", missing)} (information, no verdict)";
        var next = 0;
        foreach (var call in calls)
            if (next < functions.Count && call == functions[next]) next++;
        return next == functions.Count ? "called in this order" : "not called in this order (information, no verdict)";
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var excerpt = diagnostic.Excerpt.Length > ExcerptLength ? diagnostic.Excerpt[..ExcerptLength] + "…" : diagnostic.Excerpt;
        return PlainText.Of($"{diagnostic.Code}{(diagnostic.Line > 0 ? $", line {diagnostic.Line}" : "")}: {diagnostic.Message}{(excerpt.Length > 0 ? $"\n           | {excerpt.Replace("\n", "\n           | ", StringComparison.Ordinal)}" : "")}");
    }
}
