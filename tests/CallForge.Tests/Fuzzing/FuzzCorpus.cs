using CallForge.LocalServer.Teachers;
using CallForge.Tests.LocalServer.Teachers;

namespace CallForge.Tests.Fuzzing;

/// <summary>What is mutated: the vectors of the tests, transcripts of the simulated teacher with each deviation, and real ones where they are.</summary>
internal static class FuzzCorpus
{
    private static readonly Lazy<IReadOnlyList<string>> AllTranscripts = new(() => [.. Vectors("parser_cases.json", "input"), .. Simulated(), .. Real()]);

    private static readonly Lazy<IReadOnlyList<string>> AllPayloads = new(() => [.. AllTranscripts.Value.SelectMany(PayloadsOf).Distinct(), .. Vectors("python_json.json", "in")]);

    public static IReadOnlyList<string> Transcripts => AllTranscripts.Value;

    /// <summary>What follows the markers of calls and responses, and the vectors of JSON.</summary>
    public static IReadOnlyList<string> Payloads => AllPayloads.Value;

    public static IReadOnlyList<string> Literals { get; } = [.. Vectors("python_literals.json", "in")];

    private static IEnumerable<string> Vectors(string fixture, string member) =>
        Fixture.Json(fixture).EnumerateArray().Select(vector => vector.GetProperty(member).GetString()!);

    private static IEnumerable<string> Simulated()
    {
        var teacher = SimulatedTeacher.Load();
        var clean = Enumerable.Range(0, 40).Select(i => teacher.Answer(TeacherScenarios.Prompt(TeacherScenarios.Number(i * 12)))).ToList();
        return clean.Concat(Deviations.Names.Select((name, i) => Deviations.Apply(name, clean[i % clean.Count], SeededRandom.For(i, "deviation", name))));
    }

    private static IEnumerable<string> Real() =>
        File.Exists(Shared.RealTranscripts) ? CommandLine.Json(Shared.RealTranscripts).EnumerateArray().Select(text => text.GetString()!) : [];

    private static IEnumerable<string> PayloadsOf(string transcript) =>
        transcript.Split('\n').Where(line => line.StartsWith("(function_", StringComparison.Ordinal) && line.Contains(')', StringComparison.Ordinal)).Select(line => line[(line.IndexOf(')', StringComparison.Ordinal) + 1)..].Trim());
}
