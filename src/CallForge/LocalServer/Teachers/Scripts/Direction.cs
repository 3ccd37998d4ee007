using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Puts the parts of a scenario into a natural order and plays them.</summary>
internal static class Direction
{
    private sealed record Beat(bool IsSmallTalk, Action<Scene> Play);

    public static string Play(Scenario scenario, TeacherData data, SeededRandom random)
    {
        var scene = new Scene(scenario, data, random);
        var beats = Arrange(scenario, random);
        if (!beats[0].IsSmallTalk && random.Chance(70)) scene.Dialogue.Open(scene.Voice.Say("greeting"));
        var complainsAt = scenario.Complaint ? ComplaintBeat(beats, random) : -1;
        for (var i = 0; i < beats.Count; i++)
        {
            if (i == complainsAt) Complain(scene, alone: beats[i].IsSmallTalk || (i == 0 && scene.Chance(25)));
            else if (i > 0) scene.Dialogue.Open(scene.Voice.Say(beats[i].IsSmallTalk ? "aside" : "by-the-way"));
            beats[i].Play(scene);
        }

        if (random.Chance(78)) TalkActs.SayGoodbye(scene);
        scene.Dialogue.End();
        return scene.Transcript.ToString();
    }

    // Who complains does so before asking for something, if they ask for anything.
    private static int ComplaintBeat(List<Beat> beats, SeededRandom random)
    {
        var wishes = Enumerable.Range(0, beats.Count).Where(i => !beats[i].IsSmallTalk).Take(2).ToList();
        return wishes.Count == 0 ? 0 : random.Pick(wishes);
    }

    private static void Complain(Scene scene, bool alone)
    {
        if (alone) TalkActs.ComplainFirst(scene);
        else TalkActs.Complain(scene);
    }

    // Topics keep their order; the rest falls in between.
    private static List<Beat> Arrange(Scenario scenario, SeededRandom random)
    {
        var beats = scenario.Topics.Select(topic => new Beat(false, scene => Repertoire.Play(scene, topic.Id, topic.Functions))).ToList();
        foreach (var situation in scenario.Unsupported)
            beats.Insert(random.Next(beats.Count + 1), new Beat(false, scene => TalkActs.Unsupported(scene, situation.Id)));
        foreach (var line in scenario.Chitchat)
            beats.Insert(random.Next(beats.Count + 1), new Beat(true, scene => TalkActs.Chitchat(scene, line)));
        if (beats.Count == 0) beats.Add(new Beat(false, TalkActs.JustGreet));
        return beats;
    }
}
