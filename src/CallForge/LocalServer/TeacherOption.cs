using CallForge.LocalServer.Faults;
using CallForge.LocalServer.Teachers;

namespace CallForge.LocalServer;

/// <summary>What <c>serve</c> was told of its teacher.</summary>
internal static class TeacherOption
{
    public const string SimulatedName = "simulated";
    public const string KeyName = "TEACHER_API_KEY";
    public const int StandardConcurrency = 8;

    /// <param name="text"><c>simulated</c>, or a base URL.</param>
    public static Teacher Read(string text, int? concurrency, string[] domains, FaultPlan faults, Func<string, string?> setting)
    {
        if (text == SimulatedName)
        {
            return concurrency is null
                ? new Teacher.Simulated(SimulatedTeacher.Load(domains).Answer)
                : throw CommandFailure.Usage("--teacher-concurrency is for a server at --teacher URL; the simulated teacher uses all cores.");
        }

        if (domains.Length > 0) throw CommandFailure.Usage($"--domain '{domains[0]}' is for the simulated teacher; leave it out, '{text}' gets the requests as they are.");
        if (faults.Faults.FirstOrDefault(fault => fault.Kind.Layer is FaultLayer.Line or FaultLayer.Transcript) is { } fault)
            throw CommandFailure.Usage($"The fault '{fault.Kind.Name}' changes answers of the simulated teacher; those of '{text}' are passed on as they are.");
        return new Teacher.Remote(ServiceUrl.Parse(text, "--teacher", KeyName), Secret.Read(setting, KeyName), concurrency ?? StandardConcurrency);
    }
}
