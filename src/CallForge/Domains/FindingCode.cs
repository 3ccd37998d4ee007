namespace CallForge.Domains;

/// <summary>What can be found in a conversation that can be read, and how severe it is unless the pack says otherwise.</summary>
/// <param name="Rung">Of the ladder that every conversation is taken up.</param>
/// <param name="Says">What is wrong with a conversation that has it.</param>
internal sealed record FindingCode(string Name, string Rung, Severity Severity, string Says)
{
    private const string Form = "form";
    private const string Schema = "schema";
    private const string Provenance = "provenance";

    public const string BadRow = "bad_row";
    public const string FirstTurn = "first_turn_not_customer";
    public const string LastTurn = "last_turn_not_assistant";
    public const string TurnOrder = "turn_order";
    public const string CallWithoutResponse = "call_without_response";
    public const string ResponseWithoutCall = "response_without_call";
    public const string ResponseWithoutAnswer = "response_without_answer";
    public const string ResponseCount = "response_count";
    public const string EmptyTurn = "empty_turn";
    public const string BadPayload = "bad_payload";
    public const string CallShape = "call_shape";
    public const string StrayText = "stray_text";
    public const string SpecialToken = "special_token";
    public const string StrayMarker = "stray_marker";
    public const string WrongLanguage = "wrong_language";
    public const string Loop = "loop";
    public const string TooLong = "too_long";
    public const string UnknownFunction = "unknown_function";
    public const string ArgumentsNotObject = "arguments_not_object";
    public const string MissingArgument = "missing_argument";
    public const string UnknownArgument = "unknown_argument";
    public const string ArgumentType = "argument_type";
    public const string ArgumentValue = "argument_value";
    public const string MissingField = "missing_field";
    public const string UnknownField = "unknown_field";
    public const string ResponseType = "response_type";
    public const string ResponseValue = "response_value";
    public const string ErrorShape = "error_shape";
    public const string IdMalformed = "id_malformed";
    public const string IdUnknown = "id_unknown";
    public const string IdOfOtherKind = "id_of_other_kind";
    public const string IdOfOtherCustomer = "id_of_other_customer";
    public const string IdOfTwoThings = "id_of_two_things";
    public const string IdOfExample = "id_of_example";
    public const string IdOnlySaid = "id_only_said";

    public static readonly IReadOnlyList<FindingCode> All =
    [
        new(BadRow, Form, Severity.Reject, "the row of a dataset is no conversation"),
        new(FirstTurn, Form, Severity.Reject, "the customer does not speak first"),
        new(LastTurn, Form, Severity.Reject, "the last turn is no answer of the assistant"),
        new(TurnOrder, Form, Severity.Reject, "one role has two turns in a row"),
        new(CallWithoutResponse, Form, Severity.Reject, "a call has no response"),
        new(ResponseWithoutCall, Form, Severity.Reject, "a response has no call before it"),
        new(ResponseWithoutAnswer, Form, Severity.Reject, "the customer speaks before the assistant has answered with a response"),
        new(ResponseCount, Form, Severity.Reject, "there are more or fewer responses than calls"),
        new(EmptyTurn, Form, Severity.Reject, "a turn says nothing"),
        new(BadPayload, Form, Severity.Reject, "a call or response is not JSON"),
        new(CallShape, Form, Severity.Reject, "a call is not {\"name\", \"arguments\"}"),
        new(StrayText, Form, Severity.Reject, "text stands where a call or response ends"),
        new(SpecialToken, Form, Severity.Reject, "a text holds a tag that means something to the model's template"),
        new(StrayMarker, Form, Severity.Reject, "a text names a role as transcripts do"),
        new(WrongLanguage, Form, Severity.Warn, "a turn is in another language than the domain"),
        new(Loop, Form, Severity.Reject, "the end of a text, or whole turns, are said again and again"),
        new(TooLong, Form, Severity.Reject, "the conversation is longer than --max-tokens"),
        new(UnknownFunction, Schema, Severity.Reject, "the domain has no such function"),
        new(ArgumentsNotObject, Schema, Severity.Reject, "the arguments are no object"),
        new(MissingArgument, Schema, Severity.Reject, "a required argument is missing"),
        new(UnknownArgument, Schema, Severity.Reject, "the function has no such argument"),
        new(ArgumentType, Schema, Severity.Reject, "an argument is of another type"),
        new(ArgumentValue, Schema, Severity.Reject, "an argument has a value that its schema does not allow"),
        new(MissingField, Schema, Severity.Reject, "a response lacks a required key"),
        new(UnknownField, Schema, Severity.Reject, "a response has a key that its schema does not have"),
        new(ResponseType, Schema, Severity.Reject, "a response, or a part of it, is of another type"),
        new(ResponseValue, Schema, Severity.Reject, "a response has a value that its schema does not allow"),
        new(ErrorShape, Schema, Severity.Reject, "an error is not {\"error\": {\"code\", \"message\"}}"),
        new(IdMalformed, Provenance, Severity.Reject, "an id is not written as ids of its kind are"),
        new(IdUnknown, Provenance, Severity.Reject, "an id is used that nobody returned or said before"),
        new(IdOfOtherKind, Provenance, Severity.Reject, "an id stands for a thing of another kind"),
        new(IdOfOtherCustomer, Provenance, Severity.Reject, "the customer's id is not the one of the logged-in customer"),
        new(IdOfTwoThings, Provenance, Severity.Reject, "one id stands for things of different names"),
        new(IdOfExample, Provenance, Severity.Reject, "an id is copied from the prompt"),
        new(IdOnlySaid, Provenance, Severity.Warn, "the assistant says an id that nobody returned or said"),
    ];

    private static readonly Dictionary<string, FindingCode> ByName = All.ToDictionary(code => code.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(code => code.Name)];

    public static FindingCode Named(string name) => ByName[name];
}
