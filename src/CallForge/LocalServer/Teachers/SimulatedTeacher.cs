using System.Text.Json;
using CallForge.Domains;
using CallForge.LocalServer.Teachers.Language;
using CallForge.LocalServer.Teachers.Scripts;

namespace CallForge.LocalServer.Teachers;

/// <summary>
/// Stands in for a model when there is no key: writes the transcript a request asks for by acting its scenario over a
/// small delivery world. The same prompt gives the same text.
/// </summary>
internal sealed class SimulatedTeacher
{
    /// <summary>Name of the domain pack it can act.</summary>
    public const string Domain = "delivery-ko";

    private readonly TeacherData _data;

    private SimulatedTeacher(TeacherData data) => _data = data;

    public static SimulatedTeacher Load() => new(TeacherData.Read());

    public string Answer(string prompt)
    {
        var scenario = Find(prompt);
        // What precedes the scenario is the same in all requests of a run: its block alone tells them apart.
        var block = Math.Max(0, prompt.LastIndexOf("<scenario>", StringComparison.Ordinal));
        var random = SeededRandom.For(0, "teacher", prompt[block..]);
        return scenario?.Domain != Domain ? Reply(prompt, random) : Direction.Play(scenario, _data, random);
    }

    /// <summary>Any client may send anything: what is no scenario of ours is a prompt like another.</summary>
    private static Scenario? Find(string prompt)
    {
        try
        {
            return ScenarioBlock.Find(prompt);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Reply(string prompt, SeededRandom random)
    {
        var isKorean = prompt.Any(c => c is >= '가' and <= '힣');
        return new Voice(_data.Phrases, 0, random).Say(isKorean ? "plain-reply-korean" : "plain-reply-english");
    }
}
