using CallForge.LocalServer;

namespace CallForge.Tests;

/// <summary>The embedded server as a service under a URL, with the simulated teacher.</summary>
internal static class TestServer
{
    public static Task<EmbeddedServer> StartAsync(string stateDirPath, TimeSpan minimumTimeInStatus = default) => EmbeddedServer.StartAsync(
        new LocalServerOptions(stateDirPath, Port: 0, TimeProvider.System, CallForge.LocalServer.Teachers.SimulatedTeacher.Load().Answer) { MinimumTimeInStatus = minimumTimeInStatus },
        Xunit.TestContext.Current.CancellationToken);
}
