using System.Text;
using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.Validation.Form;

/// <summary>What is said, as text: empty, with foreign tags or labels, in another language, again and again, too long.</summary>
internal sealed class TextRung(Ladder ladder, FindingList findings)
{
    private readonly Script? _script = Script.Of(ladder.Language);
    private readonly StrayMarkers _markers = new(ladder.Labels);
    private readonly RepeatedTail _tail = new();

    public void Check(Conversation conversation, bool isTranscript)
    {
        var turns = conversation.Turns;
        for (var i = 0; i < turns.Count; i++)
        {
            switch (turns[i])
            {
                case CustomerTurn customer:
                    CheckText(customer.Text, i, isTranscript, mayBeEmpty: false);
                    break;
                case AssistantTurn assistant:
                    CheckText(assistant.Text, i, isTranscript, mayBeEmpty: assistant.Calls.Count > 0);
                    if (!isTranscript) CheckTags(assistant.Calls, i);
                    break;
                case ResponseTurn { Responses: [] }:
                    findings.Add(FindingCode.EmptyTurn, i, null, "", [], "The turn has no response.");
                    break;
                case ResponseTurn responses when !isTranscript:
                    for (var block = 0; block < responses.Responses.Count; block++) CheckTags(responses.Responses[block].Span, i, block);
                    break;
            }
        }

        if (RepeatedTurns.Find(turns) is { } repeated)
            findings.Add(FindingCode.Loop, repeated.Turn, null, "", TextOf(turns[repeated.Turn]), $"{(repeated.Period == 1 ? "The same turn" : $"The same {repeated.Period} turns")} came twice before already.");
        if (ladder.Options.MaxTokens is { } limit && TokenLimit.FirstBeyond(turns, limit) is { } beyond)
            findings.Add(FindingCode.TooLong, beyond, null, "", TextOf(turns[beyond]), $"From here on the conversation is longer than {limit:N0} tokens.");
    }

    private static ReadOnlySpan<byte> TextOf(Turn turn) =>
        turn is CustomerTurn customer ? customer.Text.Span : turn is AssistantTurn assistant ? assistant.Text.Span : [];

    private void CheckText(ReadOnlyMemory<byte> text, int turn, bool isTranscript, bool mayBeEmpty)
    {
        if (Blanks.Trim(text).IsEmpty)
        {
            if (!mayBeEmpty) findings.Add(FindingCode.EmptyTurn, turn, null, "", [], "The turn says nothing.");
            return;
        }

        if (!isTranscript)
        {
            CheckTags(text.Span, turn, null);
            if (_markers.Find(new Segment(Marker.None, 1, text), startsLine: true) is { } marker)
                findings.Add(FindingCode.StrayMarker, turn, null, "", Encoding.UTF8.GetBytes(marker.Excerpt), "A role is named in the text as transcripts name it.");
        }

        if (_script is not null && _script.ForeignPart(text.Span) is { Length: > 0 } foreign)
            findings.Add(FindingCode.WrongLanguage, turn, null, "", foreign, $"This is not in the domain's language, '{ladder.Language}'.");
        if (_tail.Find(text.Span) is { Length: > 0 } unit)
            findings.Add(FindingCode.Loop, turn, null, "", unit, "The end of the text says this again and again.");
    }

    private void CheckTags(IReadOnlyList<ToolCall> calls, int turn)
    {
        for (var block = 0; block < calls.Count; block++) CheckTags(calls[block].Arguments.Span, turn, block);
    }

    private void CheckTags(ReadOnlySpan<byte> text, int turn, int? block)
    {
        if (SpecialTokens.First(text) is { Length: > 0 } token)
            findings.Add(FindingCode.SpecialToken, turn, block, "", text.Slice(token.Place, token.Length), "The text holds a tag that means something to the model's template.");
    }
}
