using CallForge.Conversations;

namespace CallForge.Tests.LocalServer.Teachers;

internal enum Outcome
{
    /// <summary>The very conversation of the clean transcript.</summary>
    Same,

    /// <summary>A conversation that says all the transcript says, which is not what the clean one says.</summary>
    Kept,
    Rejected,
}

/// <param name="Codes">Of the repairs, all of them; or of the rejection, one of them.</param>
internal sealed record Verdict(Outcome Outcome, params string[] Codes)
{
    public static Verdict Same(params string[] repairs) => new(Outcome.Same, repairs);

    public static Verdict Kept(params string[] repairs) => new(Outcome.Kept, repairs);

    public static Verdict Rejected(params string[] codes) => new(Outcome.Rejected, codes);

    public override string ToString() =>
        string.Join(" or ", Codes.Select(code => $"`{code}`")) is var codes && Outcome == Outcome.Rejected ? $"rejected: {codes}"
        : (Outcome == Outcome.Same ? "the same conversation" : "as it is written") + (Codes is [] ? "" : $"; repaired: {codes.Replace(" or ", ", ", StringComparison.Ordinal)}");
}

/// <summary>What the reader must make of every deviation. Written by hand from the grammar.</summary>
internal static class DeviationVerdicts
{
    public static readonly OrderedDictionary<string, Verdict> All = new()
    {
        ["label-without-space"] = Verdict.Same(RepairCode.Label),
        ["label-spacing"] = Verdict.Same(RepairCode.Label),
        ["label-without-gap"] = Verdict.Same(RepairCode.Label),
        ["label-tab"] = Verdict.Same(RepairCode.Label),
        ["label-nbsp"] = Verdict.Same(RepairCode.Label),
        ["label-full-width"] = Verdict.Same(RepairCode.Label),
        ["label-zero-width"] = Verdict.Same(RepairCode.Label),
        ["label-own-line"] = Verdict.Same(),
        ["label-indented"] = Verdict.Same(RepairCode.Label),
        ["label-bold"] = Verdict.Same(RepairCode.Label),
        ["label-bold-line"] = Verdict.Same(RepairCode.Label),
        ["label-bullet"] = Verdict.Same(RepairCode.Label),
        ["label-numbered"] = Verdict.Same(RepairCode.Label),
        ["label-heading"] = Verdict.Same(RepairCode.Label),
        ["label-quoted"] = Verdict.Same(RepairCode.Label),
        ["label-code"] = Verdict.Same(RepairCode.Label),
        ["label-colon"] = Verdict.Same(RepairCode.Label),
        ["label-capitals"] = Verdict.Same(RepairCode.Label),
        ["label-english"] = Verdict.Same(),
        ["label-square"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-bare"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-bare-all"] = Verdict.Rejected(RejectionCode.Empty),
        ["label-misspelled"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-mood"] = Verdict.Same(RepairCode.LabelNote),
        ["label-name"] = Verdict.Same(RepairCode.LabelNote),
        ["label-hash"] = Verdict.Same(RepairCode.LabelNote),
        ["label-dash"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-lenticular"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-bold-colon"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["label-translated"] = Verdict.Same(RepairCode.Label),
        ["label-other-name"] = Verdict.Rejected(RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["decomposed-hangul"] = Verdict.Same(RepairCode.DecomposedHangul),
        ["byte-order-mark"] = Verdict.Same(RepairCode.ByteOrderMark),
        ["crlf"] = Verdict.Same(RepairCode.LineEnds),
        ["cr"] = Verdict.Same(RepairCode.LineEnds),
        ["line-separators"] = Verdict.Same(RepairCode.LineEnds),
        ["one-line"] = Verdict.Rejected(RejectionCode.Empty),
        ["code-fence"] = Verdict.Same(RepairCode.CodeFence),
        ["preface"] = Verdict.Same(RepairCode.Preface),
        ["preface-and-fence"] = Verdict.Same(RepairCode.Preface, RepairCode.CodeFence),
        ["thought"] = Verdict.Same(RepairCode.Preface),
        ["thought-without-begin"] = Verdict.Same(RepairCode.Preface),
        ["thought-without-end"] = Verdict.Rejected(RejectionCode.OpenThought),
        ["fence-and-remark"] = Verdict.Same(RepairCode.CodeFence, RepairCode.ClosingNote),
        ["closing-note"] = Verdict.Same(RepairCode.ClosingNote),
        ["closing-note-bracketed"] = Verdict.Same(RepairCode.ClosingNote),
        ["closing-rule"] = Verdict.Same(RepairCode.ClosingNote),
        ["closing-remark"] = Verdict.Rejected(RejectionCode.StrayText),
        ["closing-remark-ruled"] = Verdict.Rejected(RejectionCode.StrayText),
        ["two-conversations"] = Verdict.Rejected(RejectionCode.TwoConversations),
        ["two-conversations-one-head"] = Verdict.Rejected(RejectionCode.StrayText),
        ["two-conversations-ruled"] = Verdict.Rejected(RejectionCode.StrayText),
        ["separators"] = Verdict.Rejected(RejectionCode.StrayText),
        ["metadata-missing"] = Verdict.Same(RepairCode.MetadataFromScenario),
        ["metadata-date-missing"] = Verdict.Same(RepairCode.MetadataFromScenario),
        ["metadata-without-brackets"] = Verdict.Same(RepairCode.Preface, RepairCode.Metadata),
        ["metadata-quoted"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-in-brackets"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-capitals"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-full-width"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-other-hyphens"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-inside-brackets"] = Verdict.Same(RepairCode.Preface, RepairCode.Metadata),
        ["metadata-empty"] = Verdict.Same(RepairCode.MetadataFromScenario),
        ["metadata-bold"] = Verdict.Same(RepairCode.Label),
        ["metadata-date-in-words"] = Verdict.Same(RepairCode.Metadata),
        ["metadata-no-date"] = Verdict.Rejected(RejectionCode.BadDate),
        ["metadata-other-user"] = Verdict.Rejected(RejectionCode.MetadataConflict),
        ["metadata-other-date"] = Verdict.Rejected(RejectionCode.MetadataConflict),
        ["metadata-twice"] = Verdict.Rejected(RejectionCode.TwoConversations),
        ["starts-with-assistant"] = Verdict.Rejected(RejectionCode.FirstTurn),
        ["ends-with-customer"] = Verdict.Rejected(RejectionCode.LastTurn),
        ["ends-after-response"] = Verdict.Rejected(RejectionCode.LastTurn),
        ["answer-missing"] = Verdict.Rejected(RejectionCode.NoAnswer),
        ["empty-turn"] = Verdict.Rejected(RejectionCode.EmptyTurn),
        ["same-role-twice"] = Verdict.Kept(RepairCode.MergedTurns),
        ["joined-lines"] = Verdict.Rejected(RejectionCode.StrayMarker),
        ["answer-then-call"] = Verdict.Kept(),
        ["two-calls-in-a-row"] = Verdict.Kept(),
        ["call-list"] = Verdict.Kept(),
        ["call-list-list-response"] = Verdict.Kept(),
        ["response-missing"] = Verdict.Rejected(RejectionCode.CallWithoutResponse, RejectionCode.ResponseCount),
        ["response-twice"] = Verdict.Rejected(RejectionCode.ResponseCount),
        ["response-orphaned"] = Verdict.Rejected(RejectionCode.ResponseWithoutCall),
        ["parenthesis-line"] = Verdict.Kept(),
        ["numbered-list"] = Verdict.Kept(),
        ["paragraphs"] = Verdict.Kept(),
        ["line-separator-inside"] = Verdict.Kept(),
        ["nbsp-inside"] = Verdict.Kept(),
        ["giant-line"] = Verdict.Kept(),
        ["special-token"] = Verdict.Rejected(RejectionCode.SpecialToken),
        ["replacement-character"] = Verdict.Rejected(RejectionCode.ReplacementCharacter),
        ["citation-mark"] = Verdict.Rejected(RejectionCode.PrivateUseCharacter),
        ["control-character"] = Verdict.Rejected(RejectionCode.ControlCharacter),
        ["label-in-a-sentence"] = Verdict.Kept(),
        ["escaped-text"] = Verdict.Rejected(RejectionCode.EscapedText),
        ["unknown-function"] = Verdict.Rejected(RejectionCode.UnknownFunction),
        ["arguments-as-string"] = Verdict.Same(RepairCode.ArgumentsString),
        ["arguments-missing"] = Verdict.Kept(RepairCode.MissingArguments),
        ["arguments-as-list"] = Verdict.Rejected(RejectionCode.CallShape),
        ["call-extra-key"] = Verdict.Rejected(RejectionCode.CallShape),
        ["call-other-keys"] = Verdict.Rejected(RejectionCode.CallShape),
        ["call-tagged"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["call-bare"] = Verdict.Rejected(RejectionCode.ForeignCall, RejectionCode.BadPayload),
        ["call-fenced"] = Verdict.Rejected(RejectionCode.ForeignCall, RejectionCode.BadPayload),
        ["call-in-tags"] = Verdict.Rejected(RejectionCode.ForeignCall, RejectionCode.StrayMarker, RejectionCode.BadPayload),
        ["call-in-code"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-compact"] = Verdict.Same(),
        ["json-indented"] = Verdict.Same(),
        ["json-escaped"] = Verdict.Same(),
        ["json-fenced"] = Verdict.Same(RepairCode.CodeFence),
        ["json-fenced-inline"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["python-literal"] = Verdict.Same(RepairCode.PythonLiteral),
        ["trailing-comma"] = Verdict.Same(RepairCode.PythonLiteral),
        ["trailing-comma-true"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-cut"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-then-text"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-comment"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-curly-quotes"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-repeated-key"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-nan"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-infinity"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-lone-surrogate"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["json-special-token"] = Verdict.Rejected(RejectionCode.SpecialToken),
        ["json-deep"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["response-bare-id"] = Verdict.Same(RepairCode.BareId),
        ["response-in-words"] = Verdict.Rejected(RejectionCode.BadPayload),
        ["response-empty"] = Verdict.Rejected(RejectionCode.BadPayload),
    };
}
