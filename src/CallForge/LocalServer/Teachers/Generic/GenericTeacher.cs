using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>
/// Acts the scenarios of any domain pack, from the JSON Schemas of its tools and the words of its topics. It knows no
/// world: what it makes up is valid, plausible and agrees with itself.
/// </summary>
internal sealed class GenericTeacher
{
    private static readonly string[] Users = ["user_id", "customer_id", "member_id", "client_id", "account_holder_id", "uid", "login_id"];

    private readonly GenericData _data;
    private readonly HashSet<string> _userIdNames;
    private readonly Dictionary<string, Tool> _tools;

    public GenericTeacher(DomainPack pack)
    {
        _data = GenericData.Read(pack.Labels, pack.Language);
        _tools = pack.Tools.ToDictionary(tool => tool.Name);
        _userIdNames = [.. Users, .. pack.Labels.UserId.Select(NameWords.Snake), .. pack.Labels.Customer.Select(label => $"{NameWords.Snake(label)}_id")];
    }

    public string Play(Scenario scenario, SeededRandom random)
    {
        var scene = new GenericScene(scenario, _data, _userIdNames, random);
        var topics = new TopicActs(scene, _tools);
        var talk = new GenericTalk(scene, _tools);
        List<(bool IsSmallTalk, Action Play)> beats = [.. scenario.Topics.Select(topic => (false, (Action)(() => topics.Play(topic, scenario.ScenarioType))))];
        foreach (var situation in scenario.Unsupported) beats.Insert(random.Next(beats.Count + 1), (false, () => talk.Unsupported(situation)));
        foreach (var line in scenario.Chitchat) beats.Insert(random.Next(beats.Count + 1), (true, () => talk.Chitchat(line)));
        if (beats.Count == 0) beats.Add((true, talk.JustGreet));
        if (!beats[0].IsSmallTalk && random.Chance(75)) scene.Dialogue.Open(scene.Voice.Say("greeting"));
        if (scenario.Complaint) talk.Complain();
        for (var i = 0; i < beats.Count; i++)
        {
            if (i > 0) scene.Opening = scene.Voice.Say(beats[i].IsSmallTalk ? "aside" : "by-the-way");
            beats[i].Play();
        }

        if (random.Chance(80)) talk.SayGoodbye();
        scene.Dialogue.End();
        return scene.Transcript.ToString();
    }
}
