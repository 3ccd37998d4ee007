using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>One row of the dataset, in the column order of the files; all texts UTF-8.</summary>
/// <param name="Tools">JSON list in OpenAI form, in this row's order.</param>
/// <param name="ScenarioType">Null if the request is unknown.</param>
/// <param name="SystemPrompt">The system header and the tools as Qwen's template puts them together.</param>
internal sealed record Row(
    ReadOnlyMemory<byte> Id,
    ReadOnlyMemory<byte> Tools,
    ReadOnlyMemory<byte> Uid,
    ReadOnlyMemory<byte> Dates,
    IReadOnlyList<Message> Messages,
    ReadOnlyMemory<byte> SystemPrompt,
    ReadOnlyMemory<byte>? ScenarioType)
{
    public int Length =>
        Id.Length + Tools.Length + Uid.Length + Dates.Length + SystemPrompt.Length + (ScenarioType?.Length ?? 0)
        + Messages.Sum(message => message.Role.Length + message.Content.Length);
}
