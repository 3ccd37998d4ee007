using CallForge.LocalServer;
using CallForge.LocalServer.Faults;
using CallForge.LocalServer.Teachers;
using Microsoft.AspNetCore.Http;

namespace CallForge.Tests;

/// <summary>The embedded server as a service under a URL, with the simulated teacher.</summary>
internal static class TestServer
{
    private static readonly SimulatedTeacher Teacher = SimulatedTeacher.Load();

    public static Task<EmbeddedServer> StartAsync(string stateDirPath, TimeSpan minimumTimeInStatus = default) =>
        StartAsync(stateDirPath, TestTime.Today, minimumTimeInStatus, [], null);

    /// <param name="faults">As in <c>serve --fault</c>.</param>
    public static Task<EmbeddedServer> StartAsync(string stateDirPath, TimeProvider time, params string[] faults) => StartAsync(stateDirPath, time, TimeSpan.Zero, faults, null);

    /// <param name="inFront">Stands in front of everything the server does.</param>
    public static Task<EmbeddedServer> StartAsync(string stateDirPath, Func<HttpContext, RequestDelegate, Task> inFront, string[] faults) =>
        StartAsync(stateDirPath, TestTime.Today, TimeSpan.Zero, faults, inFront);

    public static Task<EmbeddedServer> StartAsync(string stateDirPath, TimeProvider time, Func<HttpContext, RequestDelegate, Task> inFront, params string[] faults) =>
        StartAsync(stateDirPath, time, TimeSpan.Zero, faults, inFront);

    private static Task<EmbeddedServer> StartAsync(
        string stateDirPath, TimeProvider time, TimeSpan minimumTimeInStatus, string[] faults, Func<HttpContext, RequestDelegate, Task>? inFront) => EmbeddedServer.StartAsync(
        new LocalServerOptions(stateDirPath, Port: 0, time, new CallForge.LocalServer.Teacher.Simulated(Teacher.Answer)) { MinimumTimeInStatus = minimumTimeInStatus, Faults = FaultPlan.Read(faults, null, 42), InFront = inFront },
        Xunit.TestContext.Current.CancellationToken);
}
