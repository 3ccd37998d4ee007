using System.Text.Json;
using CallForge.Domains;
using CallForge.LocalServer.Teachers.Generic;
using CallForge.LocalServer.Teachers.Language;
using CallForge.LocalServer.Teachers.Scripts;

namespace CallForge.LocalServer.Teachers;

/// <summary>
/// Stands in for a model when there is no key: writes the transcript a request asks for by acting its scenario, over a
/// small delivery world or, for other domains, from the schemas of their tools. The same prompt gives the same text.
/// </summary>
internal sealed class SimulatedTeacher
{
    /// <summary>Name of the domain pack it has a script for.</summary>
    public const string Domain = "delivery-ko";

    private readonly TeacherData _data;
    private readonly Dictionary<string, GenericTeacher> _others = [];

    private SimulatedTeacher(TeacherData data) => _data = data;

    /// <param name="domains">Names or folders of further packs to act; what has the functions of the script is acted by it.</param>
    /// <exception cref="CommandFailure">A pack cannot be read, or two have one name.</exception>
    public static SimulatedTeacher Load(params IEnumerable<string> domains)
    {
        var teacher = new SimulatedTeacher(TeacherData.Read());
        foreach (var domain in domains.Where(domain => domain != Domain).Distinct())
            teacher.Add(DomainPackReader.Read(domain), domain);
        return teacher;
    }

    public bool CanAct(string domain) => domain == Domain || _others.ContainsKey(domain);

    public string Answer(string prompt)
    {
        var scenario = Find(prompt);
        // What precedes the scenario is the same in all requests of a run: its block alone tells them apart.
        var block = Math.Max(0, prompt.LastIndexOf("<scenario>", StringComparison.Ordinal));
        var random = SeededRandom.For(0, "teacher", prompt[block..]);
        if (scenario is null) return Reply(prompt, random);
        if (_others.TryGetValue(scenario.Domain, out var other)) return other.Play(scenario, random);
        return scenario.Domain == Domain ? Direction.Play(scenario, _data, random) : Reply(prompt, random);
    }

    private void Add(DomainPack pack, string domain)
    {
        if (pack.Name == Domain && DeliveryContract.IsKeptBy(pack)) return;
        if (!_others.TryAdd(pack.Name, new GenericTeacher(pack)))
            throw CommandFailure.Usage($"The pack '{domain}' has the name '{pack.Name}', as another one that was given; rename one of them in its domain.yaml.");
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
