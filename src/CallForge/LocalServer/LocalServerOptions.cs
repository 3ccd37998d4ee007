using CallForge.LocalServer.Faults;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <param name="Port">0 picks a free one.</param>
internal sealed record LocalServerOptions(string StateDirPath, int Port, TimeProvider Time, Teacher Teacher)
{
    /// <summary>How long a batch stays in each of its states at least.</summary>
    public TimeSpan MinimumTimeInStatus { get; init; }

    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>Stands in front of everything and may keep a call from the server, or its reply from the client; null for nothing.</summary>
    public Func<HttpContext, RequestDelegate, Task>? InFront { get; init; }
}
