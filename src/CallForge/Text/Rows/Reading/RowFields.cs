namespace CallForge.Text.Rows.Reading;

/// <summary>What a row of a dataset holds, whatever its format and file; all texts UTF-8.</summary>
/// <param name="Id">Null if the row has none.</param>
/// <param name="Text">The whole conversation as a chat template makes it; empty if it has messages.</param>
/// <param name="System">The system text, where a column of its own holds it.</param>
/// <param name="Problem">Why nothing can be read of the row; null if it can.</param>
internal sealed record RowFields(
    string? Id, string? ScenarioType, ReadOnlyMemory<byte> UserId, ReadOnlyMemory<byte> Date, IReadOnlyList<RowMessage> Messages, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> System, string? Problem = null)
{
    public static RowFields Unreadable(string problem) => new(null, null, default, default, [], default, default, problem);
}

/// <param name="Role">As the format calls it.</param>
/// <param name="ToolCalls">JSON; empty if the message has none of its own.</param>
internal readonly record struct RowMessage(string Role, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> ToolCalls);
