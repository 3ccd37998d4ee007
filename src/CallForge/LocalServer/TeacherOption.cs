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
        return new Teacher.Remote(ToUrl(text), setting(KeyName), concurrency ?? StandardConcurrency);
    }

    private static Uri ToUrl(string text)
    {
        if (!Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw CommandFailure.Usage($"--teacher is '{text}'; give {SimulatedName}, or the base URL of an OpenAI-compatible server such as http://127.0.0.1:8000/v1.");
        // Not repeated: it may hold a password.
        if (url.UserInfo.Length + url.Query.Length + url.Fragment.Length > 0)
            throw CommandFailure.Usage($"The --teacher URL of '{url.Host}' has more than scheme, host and path; put a key into {KeyName}, in the environment or in .env.");
        return url;
    }
}
