using CallForge.LocalServer.Teachers;

namespace CallForge.LocalServer.Faults;

/// <summary>A teacher that makes the mistakes of real ones: in a share of its answers, drawn by the prompt.</summary>
internal static class TeacherFaults
{
    public static Func<string, string> Distort(FaultPlan plan, Func<string, string> teacher)
    {
        var faults = plan.Of(FaultLayer.Transcript);
        return faults.Count == 0 ? teacher : prompt => Distort(prompt, teacher(prompt), faults, plan.Seed);
    }

    private static string Distort(string prompt, string transcript, IReadOnlyList<Fault> faults, long seed)
    {
        foreach (var fault in faults.Where(fault => fault.Hits(new Occurrence(Number: 1, Try: 1, prompt), seed)))
            transcript = Deviations.Apply(fault.Kind.Name, transcript, SeededRandom.For(seed, fault.Kind.Name, prompt));
        return transcript;
    }
}
