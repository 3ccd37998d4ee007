namespace CallForge.Text.Rows.Reading;

/// <summary>Something in a row that is not as it must be; the rest is read nevertheless.</summary>
/// <param name="Code">Such as <c>call_shape</c>.</param>
/// <param name="Turn">Of the conversation, from 0.</param>
/// <param name="Block">Which call or response of the turn; null if it is about the turn.</param>
/// <param name="Pointer">Into the call.</param>
internal sealed record RowMistake(string Code, int Turn, int? Block, string Pointer, ReadOnlyMemory<byte> Evidence, string Says)
{
    public const string BadRow = "bad_row";
    public const string BadPayload = "bad_payload";
    public const string CallShape = "call_shape";
    public const string StrayText = "stray_text";
    public const string TurnOrder = "turn_order";
}
