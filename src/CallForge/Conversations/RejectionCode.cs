namespace CallForge.Conversations;

/// <summary>Why a transcript gives no row. Anything that could change its meaning is rejected, not repaired.</summary>
internal static class RejectionCode
{
    public const string Empty = "empty_transcript";
    public const string MissingMetadata = "missing_metadata";
    public const string BadDate = "bad_date";
    public const string MetadataConflict = "metadata_conflict";
    public const string TwoConversations = "two_conversations";
    public const string EmptyTurn = "empty_turn";
    public const string FirstTurn = "first_turn_not_customer";
    public const string LastTurn = "last_turn_not_assistant";
    public const string CallWithoutResponse = "call_without_response";
    public const string ResponseWithoutCall = "response_without_call";
    public const string ResponseCount = "response_count";
    public const string NoAnswer = "response_without_answer";
    public const string BadPayload = "bad_payload";
    public const string CallShape = "call_shape";
    public const string UnknownFunction = "unknown_function";
    public const string SpecialToken = "special_token";
    public const string StrayMarker = "stray_marker";
    public const string StrayText = "stray_text";
    public const string EscapedText = "escaped_text";
    public const string ForeignCall = "foreign_call";
    public const string UncertainMerge = "uncertain_merge";
    public const string OpenThought = "open_thought";
    public const string ReplacementCharacter = "replacement_character";
    public const string PrivateUseCharacter = "private_use_character";
    public const string ControlCharacter = "control_character";
}

/// <summary>Harmless deviations from the grammar that were put right.</summary>
internal static class RepairCode
{
    public const string ByteOrderMark = "byte_order_mark";
    public const string LineEnds = "line_ends";
    public const string DecomposedHangul = "decomposed_hangul";
    public const string CodeFence = "code_fence";
    public const string Label = "label";
    public const string LabelNote = "label_note";
    public const string Metadata = "metadata";
    public const string MetadataFromScenario = "metadata_from_scenario";
    public const string Preface = "preface";
    public const string ClosingNote = "closing_note";
    public const string MergedTurns = "merged_turns";
    public const string PythonLiteral = "python_literal";
    public const string BareId = "bare_id";
    public const string MissingArguments = "missing_arguments";
    public const string ArgumentsString = "arguments_string";
}
