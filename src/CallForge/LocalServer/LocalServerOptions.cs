using CallForge.LocalServer.Faults;

namespace CallForge.LocalServer;

/// <param name="Port">0 picks a free one.</param>
internal sealed record LocalServerOptions(string StateDirPath, int Port, TimeProvider Time, Teacher Teacher)
{
    /// <summary>How long a batch stays in each of its states at least.</summary>
    public TimeSpan MinimumTimeInStatus { get; init; }

    public FaultPlan Faults { get; init; } = FaultPlan.None;
}
