namespace CallForge.Domains;

/// <summary>What a finding does to its conversation.</summary>
internal enum Severity
{
    /// <summary>It is not told.</summary>
    Off,

    /// <summary>It is told; the conversation gives its row.</summary>
    Warn,

    /// <summary>The conversation gives no row.</summary>
    Reject,
}
