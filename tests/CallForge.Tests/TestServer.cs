using CallForge.LocalServer;

namespace CallForge.Tests;

/// <summary>The embedded server as a service under a URL, with the simulated teacher.</summary>
internal static class TestServer
{
    public static Task<CallForge.LocalServer.LocalServer> StartAsync(string stateDirPath, TimeSpan minimumTimeInStatus = default) => CallForge.LocalServer.LocalServer.StartAsync(
        new LocalServerOptions(stateDirPath, Port: 0, TimeProvider.System, CallForge.LocalServer.Teachers.SimulatedTeacher.Load().Answer) { MinimumTimeInStatus = minimumTimeInStatus },
        Xunit.TestContext.Current.CancellationToken);
}
