using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>Findings as the reason why a conversation gives no row.</summary>
internal static class Rejection
{
    /// <summary>The first that rejects, in the order of the conversation; null if none does.</summary>
    public static Diagnostic? Of(IReadOnlyList<Finding> findings, Conversation conversation)
    {
        for (var i = 0; i < findings.Count; i++)
            if (findings[i] is { Severity: Severity.Reject } finding)
                return new Diagnostic(finding.Code, finding.Says, finding.Turn < conversation.Turns.Count ? conversation.Turns[finding.Turn].Line : 0, finding.Evidence);
        return null;
    }
}
