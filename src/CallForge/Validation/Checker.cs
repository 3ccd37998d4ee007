using CallForge.Conversations;
using CallForge.Text.Rows.Reading;
using CallForge.Validation.Form;
using CallForge.Validation.Provenance;
using CallForge.Validation.Schema;

namespace CallForge.Validation;

/// <summary>Takes conversations up the ladder, one after the other: for one worker alone, as it keeps what it has grown.</summary>
internal sealed class Checker
{
    private readonly Ladder _ladder;
    private readonly FindingList _findings;
    private readonly CheckedPayloads _payloads = new();
    private readonly TextRung _texts;
    private readonly ProvenanceRung _provenance;

    public Checker(Ladder ladder)
    {
        (_ladder, _findings) = (ladder, new FindingList(ladder));
        _texts = new TextRung(ladder, _findings);
        _provenance = new ProvenanceRung(ladder, _findings);
    }

    /// <param name="isTranscript">Whether it comes of a transcript, of which the reader has refused what is stray already.</param>
    /// <param name="mistakes">What was wrong with the row it comes of.</param>
    /// <returns>In the order of the conversation.</returns>
    public IReadOnlyList<Finding> Check(Conversation conversation, bool isTranscript, IReadOnlyList<RowMistake>? mistakes = null)
    {
        if (_ladder.Options.Level == CheckLevel.Off) return [];
        foreach (var mistake in mistakes ?? [])
            _findings.Add(mistake.Code, mistake.Turn, mistake.Block, mistake.Pointer, mistake.Evidence.Span, mistake.Says);
        _payloads.Read(conversation);
        OrderRung.Check(conversation, _findings);
        _texts.Check(conversation, isTranscript);
        SchemaRung.Check(_payloads, _ladder.Functions, _findings);
        _provenance.Check(conversation, _payloads);
        return _findings.Take();
    }
}
