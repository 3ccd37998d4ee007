using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Puts the parts of a scenario into a natural order and plays them.</summary>
internal static class Direction
{
    private sealed record Beat(string Transition, Action<Scene> Play);

    public static string Play(Scenario scenario, TeacherData data, SeededRandom random)
    {
        var scene = new Scene(scenario, data, random);
        var beats = Arrange(scenario, random);
        if (random.Chance(70)) scene.Dialogue.Open(scene.Voice.Say("greeting"));
        var complainsAt = scenario.Complaint ? random.Next(Math.Clamp(beats.Count, 1, 2)) : -1;
        for (var i = 0; i < beats.Count; i++)
        {
            if (i == complainsAt) Complain(scene, isFirst: i == 0);
            else if (i > 0) scene.Dialogue.Open(scene.Voice.Say(beats[i].Transition));
            beats[i].Play(scene);
        }

        if (random.Chance(78)) TalkActs.SayGoodbye(scene);
        scene.Dialogue.End();
        return scene.Transcript.ToString();
    }

    private static void Complain(Scene scene, bool isFirst)
    {
        if (isFirst && scene.Chance(25)) TalkActs.ComplainFirst(scene);
        else TalkActs.Complain(scene);
    }

    // Topics keep their order; the rest falls in between.
    private static List<Beat> Arrange(Scenario scenario, SeededRandom random)
    {
        List<Beat> beats = [.. scenario.Topics.Select(topic => new Beat("by-the-way", scene => Repertoire.Play(scene, topic.Id, topic.Functions)))];
        foreach (var situation in scenario.Unsupported)
            beats.Insert(random.Next(beats.Count + 1), new Beat("by-the-way", scene => TalkActs.Unsupported(scene, situation.Id)));
        foreach (var line in scenario.Chitchat)
            beats.Insert(random.Next(beats.Count + 1), new Beat("aside", scene => TalkActs.Chitchat(scene, line)));
        if (beats.Count == 0) beats.Add(new Beat("by-the-way", TalkActs.JustGreet));
        return beats;
    }
}
