using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Preprocess;
using CallForge.Validation;

namespace CallForge.Looks.Why;

/// <summary>One conversation for people, from its request to what became of it.</summary>
internal sealed class Story(DomainPack pack, CheckOptions options, AllowFile allowed)
{
    public void Write(TranscriptItem item, TextWriter output)
    {
        output.WriteLine(PlainText.OfLine(item.Id));
        output.WriteLine();
        output.WriteLine("=== request ===");
        output.WriteLine(item.Scenario is { } scenario ? PlainText.Of(ScenarioBlock.Write(scenario)) : "unknown: the transcript stands for itself");
        output.WriteLine();
        if (item.Transcript is not { } transcript)
        {
            output.WriteLine(item.Failure is { } failure ? PlainText.Of($"outcome    failed, {failure.Reason}: {failure.Message}") : "outcome    pending: there is no answer yet");
            return;
        }

        output.WriteLine("=== answer ===");
        output.WriteLine(PlainText.Of(Encoding.UTF8.GetString(transcript.Span)));
        output.WriteLine("=== end of the answer ===");
        output.WriteLine();
        var reading = new ConversationReader(pack).Read(transcript, item.Scenario);
        foreach (var repair in reading.Repairs) output.WriteLine(PlainText.Of($"repair     {repair.Code}, line {repair.Line}: {repair.Message}"));
        if (reading.Conversation is not { } conversation)
        {
            output.WriteLine(PlainText.Of($"outcome    rejected, {reading.Rejection!.Code}, line {reading.Rejection.Line}: {reading.Rejection.Message}\n           | {reading.Rejection.Excerpt}"));
            return;
        }

        WriteTurns(item.Id, conversation, output);
    }

    private void WriteTurns(string id, Conversation conversation, TextWriter output)
    {
        var (findings, lets) = allowed.Without(id, new Checker(new Ladder(pack, options)).Check(conversation, isTranscript: true));
        for (var i = 0; i < conversation.Turns.Count; i++)
        {
            output.WriteLine(PlainText.Of($"turn {i,-5} {TextOf(conversation.Turns[i])}"));
            foreach (var finding in findings.Where(finding => finding.Turn == i)) output.WriteLine($"           ^ {FindingText.Of(finding)}");
        }

        output.WriteLine();
        foreach (var code in lets) output.WriteLine($"allowed    {code}, by allow.txt");
        output.WriteLine(findings.FirstOrDefault(finding => finding.Severity == Severity.Reject) is { } first ? $"outcome    rejected, {first.Code}"
            : options.Level == CheckLevel.Off ? "outcome    accepted; not checked" : $"outcome    accepted; checked for {string.Join(", ", Ladder.Rungs)}{(findings.Count > 0 ? $", with {findings.Count} warnings" : "")}");
    }

    private static string TextOf(Turn turn) => turn switch
    {
        CustomerTurn customer => $"customer: {Indented(customer.Text)}",
        AssistantTurn assistant => $"assistant: {string.Join("\n           ", (string[])[.. assistant.Text.IsEmpty ? [] : new[] { Indented(assistant.Text) }, .. assistant.Calls.Select(call => $"call {call.Name} {Indented(call.Arguments)}")])}",
        ResponseTurn responses => $"response: {string.Join("\n           ", responses.Responses.Select(Indented))}",
        _ => "",
    };

    private static string Indented(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span).Replace("\n", "\n           ", StringComparison.Ordinal);
}
