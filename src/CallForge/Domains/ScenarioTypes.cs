namespace CallForge.Domains;

internal static class ScenarioTypes
{
    public static readonly IReadOnlyList<string> All =
        ["tool_use", "multi_step", "clarification", "unsupported", "off_topic", "mixed", "correction"];
}
